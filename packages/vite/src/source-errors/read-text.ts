import { readFileSync } from "node:fs";

/** The text of a source; nothing if it cannot be read, as of a virtual module. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
