import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { CanonicalPath } from "@bunsen/runtime/internal/path";
import { findPublicFile } from "../assets/public-files.ts";

/**
 * Whether something in `public/` has this path, published or not: Vite is not asked about it, because it hands out
 * dotfiles and follows every link.
 *
 * @param publicDirectory absolute; empty if there is none
 */
export function liesInPublic(publicDirectory: string, { segments }: CanonicalPath): boolean {
  if (publicDirectory === "" || segments.length === 0) return false;
  try {
    return !lstatSync(join(publicDirectory, ...segments)).isDirectory();
  } catch (error) {
    // Whatever is wrong with a path that came from outside, nothing of ours has it.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/** Whether a script may import the file of this path, for which Vite is needed. */
export function isImportable(publicDirectory: string, { segments }: CanonicalPath): boolean {
  return findPublicFile(publicDirectory, segments) !== undefined;
}
