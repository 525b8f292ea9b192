/** A path with forward slashes, from any system: Vite names files like this, and Node on Windows does not. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The absolute path that is named by the segments behind `/@fs`: a path with a drive letter has no leading slash. */
export function fileSystemPath(segments: readonly string[]): string {
  const path = segments.join("/");
  return /^[A-Za-z]:/.test(path) ? path : `/${path}`;
}
