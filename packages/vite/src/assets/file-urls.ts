import { stat } from "node:fs/promises";
import { dirname, posix, resolve } from "node:path";
import { slashed } from "../util/paths.ts";
import type { FilePattern } from "./template-files.ts";

/** `new URL("./file", import.meta.url)`, with what constructs a worker from it. */
const FILE_URL =
  /(\bnew\s+(?:Shared)?Worker\s*\(\s*)?\bnew\s+URL\s*\(\s*(["'`])([^"'`$]+)\2\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** `new URL(`./flags/${country}.svg`, import.meta.url)` */
const URL_TEMPLATE =
  /\bnew\s+URL\s*\(\s*(`\.[^`$?#]*\/[^`$/?#]*\$\{[^`]*\}[^`}]*`)\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** `new URL("/src/work.ts?worker_file", …)`: as the user has it, or as Vite has resolved it. */
const URL_PATH = /\bnew\s+URL\s*\(\s*(?:\/\*[^*]*\*\/\s*)?["'`](\/[^"'`$]+)["'`]/g;

/** Every path from the root, in a stylesheet in which Vite has resolved all URLs. */
const STYLE_PATH = /["'(]\s*(\/[^"'()\s]+)/g;

/** A file that a script names by a URL relative to its own. */
export interface FileUrl {
  /** Where `new URL(…)` is in the code. */
  start: number;
  end: number;
  /** Absolute. */
  file: string;
  isWorker: boolean;
}

/** Finds the files that a script reads or starts; URLs without a file are ignored. */
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

/** Any URL relative to a script. */
const ANY_URL = /\bnew\s+URL\s*\(\s*((?:(?!\bnew\s+URL\b)[^;])*?)\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/** A URL relative to a script of which a build cannot know which files it means. */
export interface UnknownUrl {
  /** Where `new URL(…)` is in the code. */
  start: number;
  /** The first argument, as it is in the code. */
  expression: string;
}

/** Finds URLs relative to a script that are computed in another way than by a template, or name a directory. */
export async function findUnknownUrls(code: string, script: string): Promise<UnknownUrl[]> {
  const found: UnknownUrl[] = [];
  const templates = new Set(findUrlTemplates(code).map(({ start }) => start));
  for (const { index: start, 1: expression = "" } of code.matchAll(ANY_URL)) {
    if (templates.has(start)) continue;
    const [, , literal] = /^(["'`])([^"'`$]*)\1$/.exec(expression) ?? [];
    if (literal === undefined || (await isDirectory(literal, script))) found.push({ start, expression });
  }
  return found;
}

async function isDirectory(specifier: string, script: string): Promise<boolean> {
  if (URL.canParse(specifier)) return false;
  return stat(resolve(dirname(script), decodePath(specifier))).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** A URL with expressions in it, relative to a script. */
export interface UrlTemplate {
  /** Where `new URL(…)` is in the code. */
  start: number;
  end: number;
  /** The template string as it is in the code. */
  template: string;
  /** The texts of the path before, between and after its expressions. */
  texts: string[];
}

/** Finds what a script names by URLs with an expression in it. */
export function findUrlTemplates(code: string): UrlTemplate[] {
  return [...code.matchAll(URL_TEMPLATE)].map(({ index, 0: whole, 1: template = "" }) => ({
    start: index,
    end: index + whole.length,
    template,
    texts: textsOf(template.slice(1, -1)),
  }));
}

/** The texts around the expressions of a path, which ends where a query or a fragment begins. */
function textsOf(template: string): string[] {
  const texts = [""];
  let depth = 0;
  const characters = [...template];
  for (const [index, character] of characters.entries()) {
    if (character === "{") depth++;
    if (depth === 0 && /[?#]/.test(character)) break;
    const begins = character === "$" && characters[index + 1] === "{";
    if (depth === 0 && begins) texts.push("");
    else if (depth === 0) texts.push((texts.pop() ?? "") + character);
    if (character === "}") depth--;
  }
  return texts;
}

/** For `import.meta.glob`: as in Vite, each expression is a name, or part of one. */
export function globOf({ texts }: UrlTemplate): string {
  return texts.join("*").replaceAll(/\*+/g, "*");
}

/** The same for the templates of a script, from the root of the file system. */
export function findUrlGlobs(code: string, script: string): string[] {
  const directory = slashed(dirname(script));
  return findUrlTemplates(code).map((template) => posix.join(directory, globOf(template)));
}

/** The files that a template can mean on the server, where an expression may have slashes in it. */
export function patternOf({ texts }: UrlTemplate, script: string): FilePattern {
  const [prefix = ""] = texts;
  const slash = prefix.lastIndexOf("/");
  const directory = resolve(dirname(script), prefix.slice(0, slash));
  return { start: `${slashed(directory)}/${prefix.slice(slash + 1)}`, end: texts.at(-1) ?? "" };
}

/**
 * Finds the paths of URLs in a stylesheet that Vite has handled, decoded and without their queries.
 *
 * @param base of the app
 */
export function findStylePaths(css: string, base: string): string[] {
  return pathsOf(css.matchAll(STYLE_PATH), base);
}

/** The same for a script. */
export function findScriptPaths(code: string, base: string): string[] {
  return pathsOf(code.matchAll(URL_PATH), base);
}

function pathsOf(matches: Iterable<RegExpExecArray>, base: string): string[] {
  return [...matches]
    .map(([, path = ""]) => decodePath(path.split(/[?#]/, 1)[0] ?? ""))
    .filter((path) => path.startsWith(base))
    .map((path) => path.slice(base.length - 1));
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

/** A malformed percent sign is part of the file's name. */
function decodePath(specifier: string): string {
  try {
    return decodeURI(specifier);
  } catch {
    return specifier;
  }
}
