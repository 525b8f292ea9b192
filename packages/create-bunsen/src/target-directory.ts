import { readdirSync } from "node:fs";
import { messages } from "./messages.ts";

/** What may be there before the app is: it is not touched. */
const HARMLESS = new Set([".git", ".gitattributes", ".DS_Store", ".idea", ".vscode", "LICENSE"]);

/**
 * Refuses a directory that holds something. One that does not exist is fine.
 *
 * @param directory as the user wrote it
 * @throws {BunsenPluginError} if it is not empty, or no directory
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
