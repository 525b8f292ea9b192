import { readFile } from "node:fs/promises";
import type { ESTree } from "vite";
import { PageModuleError, parseModule } from "../page-module/parse.ts";
import { nameOf } from "../page-module/statements.ts";
import { HOST, ownComponents, type RootsByComponent } from "./inline-components.ts";
import { type BoundNames, boundNames } from "./jsx-runtime.ts";

/** A name that a module takes from another. */
export interface ImportedName {
  local: string;
  source: string;
  exported: string;
}

/** The components of a source file that may be inlined, and how other files import them. */
export interface ComponentModule {
  own: RootsByComponent;
  imports: readonly ImportedName[];
  /** By exported name, the module's own name. */
  exports: ReadonlyMap<string, string>;
  /** `export { A } from`: `local` is the name under which it is exported. */
  passedOn: readonly ImportedName[];
  /** `export * from`. */
  allFrom: readonly string[];
}

/** The components that a module imports, under names that have no other binding in it. */
export function importedNames(program: ESTree.Program, bound: BoundNames): ImportedName[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "ImportDeclaration" || statement.importKind === "type") return [];
    const source = statement.source.value;
    return statement.specifiers.flatMap((specifier) => {
      const local = specifier.local.name;
      if (!/^[A-Z]/.test(local) || bound.has(local)) return [];
      if (specifier.type === "ImportDefaultSpecifier") return [{ local, source, exported: "default" }];
      if (specifier.type !== "ImportSpecifier") return [];
      return [{ local, source, exported: nameOf(specifier.imported) }];
    });
  });
}

/** @returns `undefined` if it is not a source file, or cannot be parsed: the compiler reports that */
export async function readComponents(file: string): Promise<ComponentModule | undefined> {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  try {
    return componentsOf(parseModule(await readFile(file, "utf8"), file).program);
  } catch (error) {
    if (error instanceof PageModuleError) return undefined;
    throw error;
  }
}

function componentsOf(program: ESTree.Program): ComponentModule {
  const bound = boundNames(program);
  return {
    own: ownComponents(program, bound, rootOfJsx),
    imports: importedNames(program, bound),
    exports: new Map(exportedNames(program)),
    passedOn: program.body.flatMap(passedOnBy),
    allFrom: program.body.flatMap((statement) =>
      statement.type === "ExportAllDeclaration" && !statement.exported ? [statement.source.value] : [],
    ),
  };
}

function rootOfJsx(node: ESTree.Node): string | undefined {
  if (node.type !== "JSXElement") return undefined;
  const { name } = node.openingElement;
  if (name.type !== "JSXIdentifier") return undefined;
  return /^[a-z]/.test(name.name) ? HOST : name.name;
}

/** The module's own name of its default export. */
export function defaultExport(program: ESTree.Program): string | undefined {
  for (const [exported, local] of exportedNames(program)) if (exported === "default") return local;
  return undefined;
}

function* exportedNames(program: ESTree.Program): Generator<[exported: string, local: string]> {
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      if (declaration.type === "FunctionDeclaration" && declaration.id)
        yield ["default", declaration.id.name];
      if (declaration.type === "Identifier") yield ["default", declaration.name];
    } else if (statement.type === "ExportNamedDeclaration" && !statement.source) {
      if (statement.declaration) yield* declaredNames(statement.declaration);
      for (const { exported, local } of statement.specifiers) yield [nameOf(exported), nameOf(local)];
    }
  }
}

function* declaredNames(declaration: ESTree.Node): Generator<[exported: string, local: string]> {
  if (declaration.type === "FunctionDeclaration" && declaration.id)
    yield [declaration.id.name, declaration.id.name];
  if (declaration.type !== "VariableDeclaration") return;
  for (const { id } of declaration.declarations) if (id.type === "Identifier") yield [id.name, id.name];
}

function passedOnBy(statement: ESTree.Node): ImportedName[] {
  if (statement.type !== "ExportNamedDeclaration" || !statement.source) return [];
  const source = statement.source.value;
  return statement.specifiers.map(({ exported, local }) => ({
    local: nameOf(exported),
    source,
    exported: nameOf(local),
  }));
}
