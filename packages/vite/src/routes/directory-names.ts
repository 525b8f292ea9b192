/** Whether the name of a directory is that of a layout group: `(app)`. It is one if it has a `__layout`. */
export function isGroupName(name: string): boolean {
  return /^\([^()]+\)$/.test(name);
}

/**
 * Whether nothing in a directory is routed because of its name, or that of a directory above it.
 *
 * @param names of the directories below the pages directory, as on disk
 */
export function hasUnroutedDirectory(
  names: readonly string[],
  groups: ReadonlySet<string> = new Set(),
): boolean {
  return names.some((name, index) => isUnrouted(name) && !groups.has(names.slice(0, index + 1).join("/")));
}

function isUnrouted(name: string): boolean {
  return /[()]|--/.test(name) || name.startsWith("__") || name.startsWith(".");
}
