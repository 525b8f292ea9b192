import { fileURLToPath } from "node:url";

/** Statements of CSS, CSS modules, Sass, Less, Stylus and Tailwind that import other files. */
const STATEMENT =
  /(?:@(?:import|use|forward|reference|require|value)|\bload-css|\bcomposes\s*:[^;{}]*\bfrom)\b([^;{}\n]*)([^;{}]*)/gi;

const ICSS_IMPORT = /:import\(\s*([^"')]+)\)/gi;

const URL_FUNCTION = /\burl\(\s*["']?([^"')\n]+)["']?\s*\)/gi;

/**
 * A string from each quote on, whether the quote opens a string, closes one or is part of a comment: what a comment is depends
 * on the language.
 */
const STRING = /(?=(["'])((?:\\(?:\r\n|[\s\S])|(?!\1)[^\\\n\r\f]){1,1000}?)\1)/g;

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

const ESCAPE = /\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|(\r\n|[\n\r\f])|([\s\S]))/gi;

/** Specifiers in a stylesheet, without queries and URLs of other hosts. */
export interface StyleNames {
  /** Imported, or named by a URL. Comments, and words that only look like a path, are among them. */
  imported: Set<string>;
  /** All other strings that may be a path: only a parser of the language could tell. */
  mentioned: Set<string>;
}

/** What the text of a stylesheet may import, in any spelling of CSS, Sass, Less and Stylus. */
export function findStyleNames(css: string): StyleNames {
  const names: StyleNames = { imported: new Set(), mentioned: new Set() };
  for (const text of new Set([css, css.replace(COMMENT, " ")])) {
    for (const [, line = "", rest = ""] of text.matchAll(STATEMENT)) {
      addNames(names.imported, [...strings(line), ...line.split(/[\s,"'()]+/)]);
      addNames(names.mentioned, strings(rest));
    }
    for (const [, name = ""] of text.matchAll(ICSS_IMPORT)) addNames(names.imported, [name]);
    for (const [, url = ""] of text.matchAll(URL_FUNCTION)) addNames(names.imported, [url]);
    addNames(
      names.mentioned,
      strings(text).filter((name) => /[./\\%]/.test(name)),
    );
  }
  return names;
}

function strings(text: string): string[] {
  return [...text.matchAll(STRING)].map(([, , string = ""]) => string);
}

/** Adds each as it is written and as the languages read it: without escapes, which may be those of CSS or of URLs. */
function addNames(names: Set<string>, written: string[]): void {
  for (const text of written) {
    const unescaped = text.replace(ESCAPE, (_all, code?: string, _newline?: string, character = "") =>
      code === undefined ? character : characterOf(Number.parseInt(code, 16)),
    );
    for (const name of [text, unescaped, percentDecoded(unescaped)]) {
      const path = pathOf(name.trim());
      if (path !== undefined && path !== "") names.add(path);
    }
  }
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_all, code: string) => characterOf(Number.parseInt(code, 16)));
}

/** `undefined` for URLs of other hosts, and for data. */
function pathOf(name: string): string | undefined {
  const path = name.split("?", 1)[0] ?? name;
  if (/^file:\/\/\//i.test(path) && URL.canParse(path)) return fileURLToPath(path);
  if (/^pkg:/i.test(path)) return path.slice("pkg:".length);
  return /^([a-z][a-z+.-]*:|\/\/)/i.test(path) ? undefined : path;
}
