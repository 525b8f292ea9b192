import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messages } from "./messages.ts";

/**
 * Writes the files of an app.
 *
 * @param directory as the user wrote it
 * @throws {BunsenPluginError} CANNOT_WRITE, with the reason
 */
export function writeApp(directory: string, files: ReadonlyMap<string, string>): void {
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      // Never overwrites a file that was created after the check.
      writeFileSync(join(directory, path), text, { flag: "wx" });
    }
  } catch (error) {
    throw messages.cannotWrite(directory, error);
  }
}
