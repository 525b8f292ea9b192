/**
 * The directory that holds `client` and `prerendered`: above the server's files, or among the files that an executable
 * has in itself.
 *
 * @param serverDirectory `import.meta.dir` of the server's bundle
 */
export function buildDirectory(serverDirectory: string): string {
  return Bun.isStandaloneExecutable ? serverDirectory : `${serverDirectory}/..`;
}
