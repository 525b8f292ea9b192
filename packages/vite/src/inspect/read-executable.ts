import { type FileHandle, open } from "node:fs/promises";
import { type Contents, HEADER_BYTES, MARKER, readHeader, unpack } from "../manifest/container.ts";
import { executableEnd } from "./executable-end.ts";

/** The result of looking for a manifest in an executable. */
export type ExecutableReading = { contents: Contents } | { reason: "foreign" | "damaged" | "cut" };

/** Bytes that are read together: an executable has a hundred megabytes. */
const WINDOW = 4 * 1024 * 1024;

/** Enough for the headers of every format. */
const HEADERS = 64 * 1024;

/** False marks after which the search ends, because each costs a read and a checksum. */
const MOST_ATTEMPTS = 16;

/** Finds the manifest in an executable by its mark. The file is read, never run. */
export async function readExecutable(path: string): Promise<ExecutableReading> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const end = executableEnd(await readAt(file, 0, HEADERS));
    if (end !== undefined && end > size) return { reason: "cut" };
    return await findContents(file);
  } finally {
    await file.close();
  }
}

async function findContents(file: FileHandle): Promise<ExecutableReading> {
  let attempts = 0;
  for await (const offset of marks(file)) {
    const contents = await readContents(file, offset);
    if (contents) return { contents };
    if (++attempts === MOST_ATTEMPTS) break;
  }
  return { reason: attempts > 0 ? "damaged" : "foreign" };
}

/** Where the mark is in a file. Windows overlap, so that none is missed between two. */
async function* marks(file: FileHandle): AsyncGenerator<number> {
  const window = Buffer.alloc(WINDOW);
  for (let start = 0; ; start += WINDOW - MARKER.byteLength + 1) {
    const { bytesRead } = await file.read(window, 0, WINDOW, start);
    const bytes = window.subarray(0, bytesRead);
    for (let at = bytes.indexOf(MARKER); at !== -1; at = bytes.indexOf(MARKER, at + 1)) yield start + at;
    if (bytesRead < WINDOW) return;
  }
}

async function readContents(file: FileHandle, offset: number): Promise<Contents | undefined> {
  const header = readHeader(await readAt(file, offset, HEADER_BYTES));
  if (!header) return undefined;
  return unpack(header, await readAt(file, offset + HEADER_BYTES, header.compressed));
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
