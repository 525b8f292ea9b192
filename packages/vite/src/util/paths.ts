/** A path with forward slashes, whatever system it comes from: so Vite names files, and Node on Windows does not. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The absolute path that is named by the segments behind `/@fs`: one with a drive letter has no slash in front. */
export function fileSystemPath(segments: readonly string[]): string {
  const path = segments.join("/");
  return /^[A-Za-z]:/.test(path) ? path : `/${path}`;
}
