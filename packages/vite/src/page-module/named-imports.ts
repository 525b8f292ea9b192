import type { ESTree } from "vite";
import { parseModule } from "./parse.ts";
import { nameOf } from "./statements.ts";

/** What a module takes by name from another one. */
export interface NamedImport {
  specifier: string;
  /** The exports that are named, without `default`. */
  names: string[];
  /** `export * from "…"` */
  isAll: boolean;
  /** Offsets of the statement. */
  start: number;
  end: number;
}

/**
 * The imports and re-exports of a module that name exports of another one, or hand all of them on.
 *
 * @param code without types: imports that are only types count as all others
 */
export function findNamedImports(code: string, file: string): NamedImport[] {
  return parseModule(code, file).program.body.flatMap((statement): NamedImport[] => {
    const { start, end } = statement;
    if (statement.type === "ExportAllDeclaration") {
      if (statement.exported) return [];
      return [{ specifier: statement.source.value, names: [], isAll: true, start, end }];
    }
    const names = namesIn(statement);
    if (names === undefined || names.length === 0) return [];
    return [{ specifier: sourceOf(statement), names, isAll: false, start, end }];
  });
}

function namesIn(statement: ESTree.Node): string[] | undefined {
  if (statement.type === "ImportDeclaration") {
    return statement.specifiers.flatMap((specifier) =>
      specifier.type === "ImportSpecifier" ? named(specifier.imported) : [],
    );
  }
  if (statement.type !== "ExportNamedDeclaration" || !statement.source) return undefined;
  return statement.specifiers.flatMap(({ local }) => named(local));
}

function sourceOf(statement: ESTree.Node): string {
  return "source" in statement && statement.source?.type === "Literal" ? String(statement.source.value) : "";
}

/** A list, so that `default` is none. */
function named(node: ESTree.ModuleExportName): string[] {
  return [nameOf(node)].filter((name) => name !== "default");
}
