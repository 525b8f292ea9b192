import { type ESTree, type ParseResult, parseAst, parseSync } from "vite";

export type Comment = ParseResult["comments"][number];

export interface ParsedModule {
  program: ESTree.Program;
  comments: readonly Comment[];
}

/** A place in a file: the line counts from 1, the column too, as editors and terminals print them. */
export interface Position {
  line: number;
  column: number;
}

/**
 * A page module that cannot be read. It carries what Vite shows: `loc` (whose column counts from 0, Rollup's way) and
 * `frame`; no stack, since the mistake is in the file and not in the plugin.
 */
export class PageModuleError extends SyntaxError {
  override name = "SyntaxError";
  readonly loc: { file: string; line: number; column: number };
  readonly frame: string | undefined;

  constructor(message: string, file: string, position: Position, frame?: string) {
    super(message);
    this.loc = { file, line: position.line, column: position.column - 1 };
    this.frame = frame;
    this.stack = "";
  }
}

/**
 * Parses a module with the language its file name says; anything that is not TypeScript may contain JSX.
 *
 * @param sourceType `unambiguous` if it may be CommonJS
 * @throws {PageModuleError} with the first syntax error
 */
export function parseModule(code: string, file: string, sourceType: SourceType = "module"): ParsedModule {
  const lang = languageOf(file);
  const { program, comments, errors } = parsed(code, file, lang, sourceType);
  if (errors[0]) throw parseError(errors[0].message, code, file, lang);
  return { program, comments };
}

function parsed(code: string, file: string, lang: Language, sourceType: SourceType): ParseResult {
  const result = parseSync(file, code, { lang, sourceType });
  if (!result.errors[0] || sourceType === "module") return result;
  // Only CommonJS may return outside of functions.
  const commonJs = parseSync(file, code, { lang, sourceType: "commonjs" });
  return commonJs.errors[0] ? result : commonJs;
}

/** The position of an offset in the text. */
export function positionOf(code: string, offset: number): Position {
  const before = code.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

type SourceType = "module" | "unambiguous";

type Language = "tsx" | "ts" | "jsx";

function languageOf(file: string): Language {
  const path = file.split(/[?#]/, 1)[0] ?? file;
  if (path.endsWith(".tsx")) return "tsx";
  return /\.[cm]?ts$/.test(path) ? "ts" : "jsx";
}

// parseSync describes its errors for a terminal; parseAst throws the same error with line, column and frame.
function parseError(message: string, code: string, file: string, lang: Language): PageModuleError {
  try {
    parseAst(code, { lang, sourceType: "module" }, file);
  } catch (error) {
    const { pos, frame } = error as { pos?: number; frame?: string };
    return new PageModuleError(message, file, positionOf(code, pos ?? 0), frame);
  }
  return new PageModuleError(message, file, { line: 1, column: 1 });
}
