import { readdirSync } from "node:fs";
import { messages } from "./messages.ts";

/** Files that the directory may contain already; they are not changed. */
const HARMLESS = new Set([".git", ".gitattributes", ".DS_Store", ".idea", ".vscode", "LICENSE"]);

/**
 * Refuses a directory that is not empty. It need not exist.
 *
 * @param directory as the user wrote it
 * @throws {BunsenPluginError} NOT_EMPTY, or CANNOT_WRITE if it is not a directory
 */
export function checkTarget(directory: string): void {
  const names = namesIn(directory).filter((name) => !HARMLESS.has(name));
  if (names.length > 0) throw messages.notEmpty(directory, names);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw messages.cannotWrite(directory, error);
  }
}
