import type { ESTree } from "vite";
import { addDeclaredNames, addVarNames, patternNames } from "./bindings.ts";
import { referencesOf } from "./references.ts";
import type { References } from "./scope.ts";

/** The smallest piece of a module that can be removed: an import specifier, a declarator, a declaration, a statement. */
export interface Unit extends References {
  node: ESTree.Node;
  /** The values it binds at the top level of the module. */
  declares: ReadonlySet<string>;
  /** The names under which it is exported by itself, as in `export const a = 1`. */
  exports: ReadonlySet<string>;
  /** It stays without a reference: the default export, a statement that runs, an entry of an export list. */
  pinned: boolean;
}

/** An entry of an export list, or of a re-export. */
export interface ExportEntry {
  node: ESTree.ExportSpecifier;
  exported: string;
  /** The binding it exports; undefined for a re-export. */
  local: string | undefined;
}

/**
 * Cuts a module into units, in source order. Imports and exports of types, and `declare`s, are not units, because they
 * are erased.
 */
export function unitsOf(program: ESTree.Program): Unit[] {
  return program.body.flatMap((statement) => unitsOfStatement(statement));
}

/** The entries of all export lists, except those of types. */
export function exportEntriesOf(program: ESTree.Program): ExportEntry[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") return [];
    return statement.specifiers
      .filter(({ exportKind }) => exportKind !== "type")
      .map((node) => ({
        node,
        exported: nameOf(node.exported),
        local: statement.source ? undefined : nameOf(node.local),
      }));
  });
}

/** `x` and `"x"` are the same name to an import or export. */
export function nameOf(name: ESTree.ModuleExportName): string {
  return name.type === "Literal" ? name.value : name.name;
}

function unitsOfStatement(statement: ESTree.Program["body"][number]): Unit[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.importKind === "type" ? [] : statement.specifiers.filter(isValue).map(importUnit);
    case "ExportNamedDeclaration":
      return statement.declaration ? declarationUnits(statement.declaration, true) : [];
    case "ExportAllDeclaration":
      return [];
    case "ExportDefaultDeclaration":
      return [pinnedUnit(statement, declaredBy(statement.declaration))];
    default:
      return isDeclaration(statement)
        ? declarationUnits(statement, false)
        : [pinnedUnit(statement, varsOf(statement))];
  }
}

function isValue(specifier: ESTree.ImportDeclarationSpecifier): boolean {
  return specifier.type !== "ImportSpecifier" || specifier.importKind !== "type";
}

function importUnit(node: ESTree.ImportDeclarationSpecifier): Unit {
  const declares = new Set([node.local.name]);
  return {
    node,
    declares,
    exports: new Set(),
    pinned: false,
    values: new Set(),
    types: new Set(),
    places: [],
  };
}

function pinnedUnit(node: ESTree.Node, declares: ReadonlySet<string>): Unit {
  return { node, declares, exports: new Set(), pinned: true, ...referencesOf(node) };
}

function declarationUnits(declaration: ESTree.Declaration, isExported: boolean): Unit[] {
  if (isErased(declaration)) return [];
  if (declaration.type !== "VariableDeclaration") {
    return [declarationUnit(declaration, declaredBy(declaration), isExported)];
  }
  return declaration.declarations.map((node) => declarationUnit(node, patternNames([node.id]), isExported));
}

function declarationUnit(node: ESTree.Node, declares: ReadonlySet<string>, isExported: boolean): Unit {
  return { node, declares, exports: isExported ? declares : new Set(), pinned: false, ...referencesOf(node) };
}

function isErased(declaration: ESTree.Declaration): boolean {
  if (declaration.type === "TSTypeAliasDeclaration" || declaration.type === "TSInterfaceDeclaration")
    return true;
  return "declare" in declaration && declaration.declare === true;
}

type TopLevelDeclaration = Exclude<
  ESTree.Declaration,
  ESTree.TSTypeAliasDeclaration | ESTree.TSInterfaceDeclaration
>;

function isDeclaration(node: ESTree.Node): node is TopLevelDeclaration {
  return DECLARATIONS.has(node.type);
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  "VariableDeclaration",
  "FunctionDeclaration",
  "TSDeclareFunction",
  "ClassDeclaration",
  "TSEnumDeclaration",
  "TSModuleDeclaration",
  "TSImportEqualsDeclaration",
  "TSTypeAliasDeclaration",
  "TSInterfaceDeclaration",
]);

function declaredBy(node: ESTree.Node): Set<string> {
  const names = new Set<string>();
  addDeclaredNames(node, names);
  return names;
}

function varsOf(statement: ESTree.Node): Set<string> {
  const names = new Set<string>();
  addVarNames(statement, names);
  return names;
}
