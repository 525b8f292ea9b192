import type { ESTree } from "vite";
import { readConfig } from "./config.ts";
import { destructuredExports } from "./destructured.ts";
import { parseModule, positionOf } from "./parse.ts";
import { exportEntriesOf, nameOf, unitsOf } from "./statements.ts";
import type { StaticValues } from "./static-values.ts";

/** What is known of a page or endpoint module without running it. */
export interface PageModule {
  /** The values it exports, `default` among them; types are not. */
  exportNames: string[];
  hasDefault: boolean;
  /** It has an `export * from`, so it may have more exports than these. */
  exportsMore: boolean;
  /** `config.hydrate`; true unless the module says otherwise. */
  hydrate: boolean;
  /** `config.prerender`; `"function"` when it lists paths. */
  prerender: boolean | "function";
  /**
   * A part of `config` comes from another module or expression, so that running it may give other values for `hydrate`
   * and `prerender` than these. Code that runs the module can compare.
   */
  configIsOpaque: boolean;
  /** The parts of `config` that are literals. */
  config: StaticValues;
  /** What must be written differently; line and column count from 1. */
  problems: { message: string; line: number; column: number }[];
}

const CONFIG = new Set(["config"]);

/**
 * Reads which values a module exports, and the literals of its `config` that the build needs.
 *
 * @throws {PageModuleError} (a SyntaxError) when the module does not parse
 */
export function readPageModule(code: string, file: string): PageModule {
  const { program } = parseModule(code, file);
  const units = unitsOf(program);
  const entries = exportEntriesOf(program);
  const exportNames = [
    ...units.flatMap(({ exports }) => [...exports]),
    ...entries.map(({ exported }) => exported),
    ...program.body.flatMap(exportOfStatement),
  ];
  const { hydrate, prerender, isOpaque, known, findings } = readConfig(units, entries);
  const problems = [...destructuredExports(units, CONFIG), ...findings];
  return {
    exportNames: [...new Set(exportNames)],
    hasDefault: exportNames.includes("default"),
    exportsMore: program.body.some((node) => node.type === "ExportAllDeclaration" && isOpenStar(node)),
    hydrate,
    prerender,
    configIsOpaque: isOpaque,
    config: known,
    problems: problems.map(({ message, offset }) => ({ message, ...positionOf(code, offset) })),
  };
}

function exportOfStatement(node: ESTree.Program["body"][number]): string[] {
  if (node.type === "ExportDefaultDeclaration") {
    return node.declaration.type === "TSInterfaceDeclaration" ? [] : ["default"];
  }
  return node.type === "ExportAllDeclaration" && node.exportKind !== "type" && node.exported
    ? [nameOf(node.exported)]
    : [];
}

function isOpenStar({ exported, exportKind }: ESTree.ExportAllDeclaration): boolean {
  return exported === null && exportKind !== "type";
}
