import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** `new URL("./file", import.meta.url)`, with what constructs a worker from it. */
const FILE_URL =
  /(\bnew\s+(?:Shared)?Worker\s*\(\s*)?\bnew\s+URL\s*\(\s*(["'`])([^"'`$]+)\2\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** A file that a script names by a URL relative to its own. */
export interface FileUrl {
  /** Where `new URL(…)` stands in the code. */
  start: number;
  end: number;
  /** Absolute. */
  file: string;
  isWorker: boolean;
}

/** Finds the files that a script reads or starts; a URL that names no file is left out. */
export async function findFileUrls(code: string, script: string): Promise<FileUrl[]> {
  const found: FileUrl[] = [];
  for (const match of code.matchAll(FILE_URL)) {
    const [whole, worker = "", , specifier = ""] = match;
    const file = await existing(specifier, script);
    if (file === undefined) continue;
    const end = match.index + whole.length;
    found.push({ start: match.index + worker.length, end, file, isWorker: worker !== "" });
  }
  return found;
}

async function existing(specifier: string, script: string): Promise<string | undefined> {
  if (URL.canParse(specifier)) return undefined;
  const file = resolve(dirname(script), decodePath(specifier));
  const isFile = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return isFile ? file : undefined;
}

/** A malformed percent sign is one of the file's name. */
function decodePath(specifier: string): string {
  try {
    return decodeURI(specifier);
  } catch {
    return specifier;
  }
}
