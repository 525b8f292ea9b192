import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isError } from "@bunsen/runtime/internal/thrown";
import { importErrors } from "../diagnostics/import-errors.ts";
import { positionOf } from "../page-module/parse.ts";
import { codeFrame } from "./code-frame.ts";

/** A place in a source, from 1. */
interface Place {
  file: string;
  line: number;
  column: number;
}

/** What Vite's plugins add to an error. */
interface TransformError extends Error {
  plugin?: unknown;
  id?: unknown;
  loc?: { file?: unknown; line?: unknown; column?: unknown } | undefined;
  frame?: string | undefined;
}

/** An import that leads nowhere, as Vite reports it in the browser's graph, and twice in the server's. */
const UNRESOLVED = [
  /^Failed to resolve import "(?<specifier>[^"]+)" from "(?<importer>[^"]+)"/,
  /^Failed to load url (?<specifier>\S+) \(resolved id: [^)]*\) in (?<importer>.+)\. Does the file exist\?/,
  /^Cannot find module '(?<specifier>[^']+)' imported from '(?<importer>[^']+)'/,
];

/** The message of the parser, with a frame of its own. */
const PARSER =
  /^.*failed with \d+ errors?:\s+\[[\w:.-]+\] (?:Error: )?(?<text>.+)\s+╭─\[ (?<file>.+):(?<line>\d+):(?<column>\d+) \]/;

/**
 * Describes an error of a transform by the user's source: the file, the line, the code around it. The error itself is
 * changed, because Vite sends it to tabs and prints it. Names of plugins, compiled code and frames of tools are removed.
 *
 * @param root Vite's
 * @param file of the module, if it is known
 */
export async function describeBySource(thrown: unknown, root: string, file?: string): Promise<void> {
  if (!isError(thrown)) return;
  const error: TransformError = thrown;
  error.message = stripVTControlCharacters(error.message);
  const place =
    (await placeOfImport(error, root)) ?? placeOfParser(error, root) ?? placeOf(error, root, file);
  error.plugin = undefined;
  if (!place) return;
  const text = await readFile(place.file, "utf8").catch(() => undefined);
  error.id = place.file;
  error.loc = { ...place };
  if (text !== undefined) error.frame = codeFrame(text, place.line, place.column);
  error.stack = `${error.name}: ${error.message}\n    at ${place.file}:${place.line}:${place.column}`;
}

/** Where an import leads nowhere. The message becomes the one of a build. */
async function placeOfImport(error: TransformError, root: string): Promise<Place | undefined> {
  for (const pattern of UNRESOLVED) {
    const { specifier, importer } = pattern.exec(error.message)?.groups ?? {};
    if (specifier === undefined || importer === undefined) continue;
    const file = isAbsolute(importer) ? importer : resolve(importer);
    const name = relative(root, file);
    error.message = /^[./]/.test(specifier)
      ? importErrors.missingFile(specifier, name).message
      : importErrors.unresolved(specifier, name, "there is no such package").message;
    const text = await readFile(file, "utf8").catch(() => "");
    const index = text.search(new RegExp(`["'\`]${RegExp.escape(specifier)}["'\`]`));
    if (index < 0) return { file, line: 1, column: 1 };
    return { file, ...positionOf(text, index) };
  }
  return undefined;
}

function placeOfParser(error: TransformError, root: string): Place | undefined {
  const { text, file, line, column } = PARSER.exec(error.message)?.groups ?? {};
  if (text === undefined || file === undefined) return undefined;
  error.message = text;
  return { file: resolve(root, file), line: Number(line), column: Number(column) };
}

/** Plugins count columns from 0. Some name a place in the message only. */
function placeOf({ message, id, loc }: TransformError, root: string, known?: string): Place | undefined {
  const named = typeof id === "string" ? id : typeof loc?.file === "string" ? loc.file : known;
  if (named === undefined) return undefined;
  const file = resolve(root, named.split("?", 1)[0] ?? named);
  if (loc) return { file, line: Number(loc.line) || 1, column: (Number(loc.column) || 0) + 1 };
  const [, line, column] = /\bline (\d+),? column (\d+)/i.exec(message) ?? [];
  return line === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
