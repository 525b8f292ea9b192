import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isError } from "@bunsen/runtime/internal/thrown";
import { withoutQuery } from "../assets/import-edges.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { whyUnresolved } from "../packages/package-root.ts";
import { positionOf } from "../page-module/parse.ts";
import { atPlace } from "./at-place.ts";
import { codeFrame } from "./code-frame.ts";
import type { Place } from "./own-frame.ts";
import { readText } from "./read-text.ts";

/** What Vite's plugins and Rolldown add to an error. */
export interface TransformError extends Error {
  plugin?: unknown;
  errors?: unknown;
  id?: unknown;
  loc?: { file?: unknown; line?: unknown; column?: unknown } | undefined;
  frame?: string | undefined;
}

/**
 * An import that leads nowhere, as it is reported in the browser's graph, twice in the server's, in stylesheets, and twice in
 * builds. Where the importer is not named, it is the module itself.
 */
const UNRESOLVED = [
  /^Failed to resolve import "(?<specifier>[^"]+)" from "(?<importer>[^"]+)"/,
  /^Failed to load url (?<specifier>\S+) \(resolved id: [^)]*\) in (?<importer>.+)\. Does the file exist\?/,
  /^Cannot find module '(?<specifier>[^']+)' imported from '(?<importer>[^']+)'/,
  /^Can't resolve '(?<specifier>[^']+)' in '/,
  /^\[UNRESOLVED_IMPORT\] Could not resolve '(?<specifier>[^']+)' in (?<importer>\S.*)$/m,
  /^\[vite\]: Rolldown failed to resolve import "(?<specifier>[^"]+)" from "(?<importer>[^"]+)"/,
];

/** The message of the parser or the bundler, with a frame of its own. */
const FRAMED =
  /^(?:.*failed with \d+ errors?:\s+)?\[[\w:.-]+\] (?:Error: )?(?<text>.+)\s+╭─\[ (?<file>.+):(?<line>\d+):(?<column>\d+) \]/;

/**
 * Describes an error of a transform by the user's source: the file, the line, the code around it. The error itself is
 * changed, because Vite sends it to tabs and prints it. Names of plugins, compiled code and frames of tools are removed.
 *
 * @param root Vite's
 * @param file of the module, if it is known
 */
export function describeBySource(thrown: unknown, root: string, file?: string): void {
  if (!isError(thrown)) return;
  const error: TransformError = thrown;
  error.message = stripVTControlCharacters(error.message);
  const place = placeOfImport(error, root, file) ?? placeOfFramed(error, root) ?? placeOf(error, root, file);
  error.plugin = undefined;
  // Of a mistake in a source, the frames of its compiler say nothing.
  if (!place && /SyntaxError$/.test(error.name)) error.stack = "";
  if (!place) return;
  // The same error once more, as the parser prints it.
  error.errors = undefined;
  const text = readText(place.file);
  error.id = place.file;
  error.loc = { ...place };
  if (text !== undefined) error.frame = codeFrame(text, place.line, place.column);
  error.stack = `${error.name}: ${error.message}\n    at ${place.file}:${place.line}:${place.column}`;
}

/** Where an import leads nowhere. The message is the same in development and builds. */
function placeOfImport(error: TransformError, root: string, known?: string): Place | undefined {
  for (const pattern of UNRESOLVED) {
    const groups = pattern.exec(error.message)?.groups;
    const { specifier, importer = moduleOf(error, known) } = groups ?? {};
    if (specifier === undefined || importer === undefined) continue;
    const file = isAbsolute(importer) ? importer : importerOf(importer, root);
    const name = relative(root, file);
    error.message = /^[./]/.test(specifier)
      ? importErrors.missingFile(specifier, name).message
      : importErrors.unresolved(specifier, name, whyUnresolved(specifier, file)).message;
    return placeOrStart(file, specifier);
  }
  return undefined;
}

/** Rolldown's paths are relative to Vite's root, other ones to the working directory. */
function importerOf(path: string, root: string): string {
  const file = resolve(root, path);
  return existsSync(file) ? file : resolve(path);
}

/**
 * Adds the place of an import to an error about it, as plugins do.
 *
 * @param importer id of the module; virtual ones have no source that a user could read
 * @param name of the export, if the error is about one
 */
export function atImport(error: Error, importer: string, specifier: string, name?: string): Error {
  if (importer.startsWith("\0")) return error;
  return atPlace(error, placeOrStart(withoutQuery(importer), specifier, name));
}

/**
 * Where a module names another one: the name of an export that it imports, or the text of the specifier.
 *
 * @param file absolute
 * @returns nothing if its source does not have it: a compiler has added it
 */
export function placeOfText(file: string, specifier: string, name?: string): Place | undefined {
  const text = readText(file) ?? "";
  const named = name === undefined ? -1 : indexOfName(text, specifier, name);
  const index = named < 0 ? text.search(new RegExp(`["'\`(]${RegExp.escape(specifier)}["'\`)]`)) : named;
  return index < 0 ? undefined : { file, ...positionOf(text, index) };
}

function placeOrStart(file: string, specifier: string, name?: string): Place {
  return placeOfText(file, specifier, name) ?? { file, line: 1, column: 1 };
}

/** `import { name } from "specifier"`; -1 if it is not written like that. */
function indexOfName(text: string, specifier: string, name: string): number {
  const clause = `[\\w$*\\s,]*\\{(?:[^{}"';]*?[\\s,])??`;
  const rest = `(?:[\\s,][^{}"';]*?)?\\}\\s*from\\s*["']${RegExp.escape(specifier)}["']`;
  const match = new RegExp(`(?<before>\\b(?:im|ex)port\\b${clause})${RegExp.escape(name)}${rest}`).exec(text);
  return match ? match.index + (match.groups?.before?.length ?? 0) : -1;
}

function placeOfFramed(error: TransformError, root: string): Place | undefined {
  const { text, file, line, column } = FRAMED.exec(error.message)?.groups ?? {};
  if (text === undefined || file === undefined) return undefined;
  error.message = text;
  return { file: resolve(root, file), line: Number(line), column: Number(column) };
}

/** Plugins count columns from 0. Some name a place in the message only. */
function placeOf(error: TransformError, root: string, known?: string): Place | undefined {
  const named = moduleOf(error, known);
  if (named === undefined) return undefined;
  const { message, loc } = error;
  const file = resolve(root, named);
  if (loc) return { file, line: Number(loc.line) || 1, column: (Number(loc.column) || 0) + 1 };
  const [, line, column] = /\bline (\d+),? column (\d+)/i.exec(message) ?? [];
  return line === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

/** The file of the module that failed, without the query of its id. */
export function moduleOf({ id, loc }: TransformError, known?: string): string | undefined {
  const named = [id, loc?.file, known].find((value) => typeof value === "string");
  return named?.split("?", 1)[0];
}
