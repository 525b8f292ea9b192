import { join, resolve, sep } from "node:path";
import { unsafePath } from "../diagnostics/usage-errors.ts";

/**
 * Joins a directory and a name from an untrusted source, such as a route parameter, and makes sure that the result is below
 * the directory. It does not resolve symbolic links: the directory must not contain links to other places.
 *
 * @param directory the directory that the result must be in
 * @param parts untrusted names; they may contain `/`, but not `..` as a segment
 * @returns the absolute path, whether or not a file exists there
 * @throws {TypeError} UNSAFE_PATH if a part is empty, is an absolute path, has a control character, a backslash or a `..`
 *   segment, or if the result is not below the directory
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
