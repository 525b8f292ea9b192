import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What `import path from "./file" with { type: "file" }` gives on the server: an absolute path, also in an executable. */
export function filePath(url: URL): string {
  return fileURLToPath(url);
}

/** What `import bytes from "./file" with { type: "bytes" }` gives on the server. */
export function fileBytes(url: URL): Uint8Array {
  return new Uint8Array(readFileSync(url));
}
