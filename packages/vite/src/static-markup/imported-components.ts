import { readFile } from "node:fs/promises";
import type { ESTree } from "vite";
import { PageModuleError, parseModule } from "../page-module/parse.ts";
import { exportEntriesOf, nameOf } from "../page-module/units.ts";
import { inlineComponents } from "./inline-components.ts";
import { type BoundNames, boundNames } from "./jsx-runtime.ts";

/** A name that a module imports from a file of the app. */
export interface ImportedName {
  local: string;
  source: string;
  exported: string;
}

/** What a module imports by a path: packages decide for themselves what their components are. */
export function importedNames(program: ESTree.Program, bound: BoundNames): ImportedName[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "ImportDeclaration") return [];
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

/** The names under which a source file exports components that may be called in line. */
export async function inlineExports(file: string): Promise<ReadonlySet<string>> {
  if (!/\.[jt]sx$/.test(file)) return new Set();
  const program = programOf(await readFile(file, "utf8"), file);
  if (!program) return new Set();
  const inline = inlineComponents(program, boundNames(program), isHostJsx);
  return new Set([...exportedNames(program)].filter(([, local]) => inline.has(local)).map(([name]) => name));
}

/** Whoever compiles the file says what is wrong with it, if it is not that another plugin understands more. */
function programOf(code: string, file: string): ESTree.Program | undefined {
  try {
    return parseModule(code, file).program;
  } catch (error) {
    if (error instanceof PageModuleError) return undefined;
    throw error;
  }
}

function isHostJsx(node: ESTree.Node): boolean {
  if (node.type !== "JSXElement") return false;
  const { name } = node.openingElement;
  return name.type === "JSXIdentifier" && /^[a-z]/.test(name.name);
}

/** The module's own name of what it exports as default. */
export function defaultExport(program: ESTree.Program): string | undefined {
  for (const [exported, local] of exportedNames(program)) if (exported === "default") return local;
  return undefined;
}

function* exportedNames(program: ESTree.Program): Generator<[exported: string, local: string]> {
  for (const { exported, local } of exportEntriesOf(program)) if (local) yield [exported, local];
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      if (declaration.type === "FunctionDeclaration" && declaration.id)
        yield ["default", declaration.id.name];
      if (declaration.type === "Identifier") yield ["default", declaration.name];
    } else if (statement.type === "ExportNamedDeclaration" && statement.declaration) {
      yield* declaredNames(statement.declaration);
    }
  }
}

function* declaredNames(declaration: ESTree.Node): Generator<[exported: string, local: string]> {
  if (declaration.type === "FunctionDeclaration" && declaration.id)
    yield [declaration.id.name, declaration.id.name];
  if (declaration.type !== "VariableDeclaration") return;
  for (const { id } of declaration.declarations) if (id.type === "Identifier") yield [id.name, id.name];
}
