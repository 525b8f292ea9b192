import { join, resolve, sep } from "node:path";
import { unsafePath } from "../diagnostics/usage-errors.ts";

/**
 * Joins a directory and a name that came from outside, such as a route parameter, and makes sure that the result
 * lies below the directory. It does not follow links: keep links to elsewhere out of the directory.
 *
 * @param directory the directory that must not be left
 * @param parts names from outside; `/` in them separates, `..` is refused
 * @returns the absolute path
 * @throws {TypeError} UNSAFE_PATH for an empty name, a control character, a backslash, an absolute path, or one that leaves
 */
export function safeJoin(directory: string, ...parts: string[]): string {
  const root = resolve(directory);
  for (const part of parts) {
    if (part === "" || part.startsWith("/") || /^[A-Za-z]:/.test(part) || hasForbiddenCharacter(part)) {
      throw unsafePath(part);
    }
    if (part.split("/").includes("..")) throw unsafePath(part);
  }
  const joined = join(root, ...parts);
  const prefix = root.endsWith(sep) ? root : root + sep;
  if (!joined.startsWith(prefix)) throw unsafePath(parts.join("/"));
  return joined;
}

function hasForbiddenCharacter(name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}
