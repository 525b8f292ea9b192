import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { CanonicalPath } from "@bunsen/runtime/internal/path";
import { findPublicFile } from "../assets/public-files.ts";

/**
 * Whether something in `public/` has this path, published or not: Vite must not serve it, because Vite serves
 * dotfiles and follows every link.
 *
 * @param publicDirectory absolute; empty if there is none
 */
export function liesInPublic(publicDirectory: string, { segments }: CanonicalPath): boolean {
  if (publicDirectory === "" || segments.length === 0) return false;
  try {
    return !lstatSync(join(publicDirectory, ...segments)).isDirectory();
  } catch (error) {
    // No file has a path that the system refuses, for any reason.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/** Whether a script may import the file of this path, for which Vite is needed. */
export function isImportable(publicDirectory: string, { segments }: CanonicalPath): boolean {
  return findPublicFile(publicDirectory, segments) !== undefined;
}
