import MagicString, { type SourceMap } from "magic-string";
import { coded } from "../diagnostics/plugin-error.ts";
import { destructuredExports } from "./destructured.ts";
import { applyRemoval, type Span } from "./edit.ts";
import { PageModuleError, parseModule, positionOf } from "./parse.ts";
import { planRemoval } from "./reachable.ts";
import { exportEntriesOf, type Unit, unitsOf } from "./statements.ts";

/**
 * Removes exports from a module for the browser, together with the imports and declarations that only they
 * used. What the rest of the module uses stays and loses only its `export`. Side-effect imports and `export *`
 * stay.
 *
 * The source map has the original text with blanks in place of removed code, because source maps are published too.
 *
 * @param names exports to remove; the default export is never one of them
 * @returns null when the module exports none of them
 * @throws {PageModuleError} (a SyntaxError with Vite's `loc` and `frame`) when the module does not parse, or when one
 * of the names is exported by destructuring. Thrown, rather than left to Vite: its own message for a file that does
 * not parse has the right line in the text but not in `loc`, where the overlay and editors look.
 */
export function stripExports(
  code: string,
  file: string,
  names: readonly string[],
): { code: string; map: SourceMap } | null {
  if (!mayName(code, names)) return null;
  const module = parseModule(code, file);
  const units = unitsOf(module.program);
  const wanted = new Set(names.filter((name) => name !== "default"));
  refuseDestructuring(units, wanted, code, file);
  const removal = planRemoval(units, exportEntriesOf(module.program), wanted);
  const magic = new MagicString(code);
  const gone = applyRemoval(magic, module, removal, wanted);
  if (!magic.hasChanged()) return null;
  const map = magic.generateMap({ source: file, hires: "boundary" });
  map.sourcesContent = [blank(code, gone)];
  return { code: magic.toString(), map };
}

/** Keeps every line and column where it is. */
function blank(code: string, spans: readonly Span[]): string {
  const text = new MagicString(code);
  for (const { start, end } of spans) {
    if (start < end) text.overwrite(start, end, code.slice(start, end).replace(/[^\r\n]/g, " "));
  }
  return text.toString();
}

/** A quick check, so that most modules are not parsed; a name may also be spelled with an escape. */
function mayName(code: string, names: readonly string[]): boolean {
  return names.some((name) => code.includes(name)) || code.includes("\\u");
}

function refuseDestructuring(
  units: readonly Unit[],
  names: ReadonlySet<string>,
  code: string,
  file: string,
): void {
  const [first] = destructuredExports(units, names);
  if (first)
    throw new PageModuleError(coded("PAGE_EXPORT", first.message), file, positionOf(code, first.offset));
}
