/** `server` between dots in the name of a file, or of a directory above it. */
const SERVER_NAME = /\.server(?=[./]|$)/i;

/**
 * Whether a file belongs to the server by its path alone: `db.server.ts`, `db.server.config.ts`, `DB.SERVER.TS`, and
 * everything below `.server/` or `db.server/`. The case of letters does not matter, because some file systems ignore it.
 *
 * @param file relative to the project root, with `/` and without a query
 */
export function isServerName(file: string): boolean {
  return SERVER_NAME.test(file);
}

/**
 * The same rule for Vite's `server.fs.deny`.
 *
 * @param root of the project, absolute, with `/`: directories above it may have any name
 */
export function serverNamePatterns(root: string): string[] {
  const inside = root.replace(/[\\()[\]{}!*?@+|]/g, "\\$&").replace(/\/$/, "");
  return ["**/*.server", "**/*.server.*", "**/.server.*", `${inside}/**/{,*}.server{,.*}/**`];
}
