import type { ESTree } from "vite";
import { parseModule } from "./parse.ts";
import { referencesOf } from "./references.ts";
import { childrenOf } from "./walk.ts";

/** `require("name")`, in whatever form. */
export interface RequiredModule {
  start: number;
  end: number;
  specifier: string;
}

/**
 * The modules that an ES module loads with `require`, its own or one of `createRequire(import.meta.url)`. The bundler understands
 * `require` in CommonJS only.
 *
 * @returns nothing for CommonJS
 */
export function findRequiredModules(code: string, file: string): RequiredModule[] {
  const { program } = parseModule(code, file);
  if (!program.body.some(isModuleSyntax)) return [];
  const creators = importedCreators(program);
  const names = createdNames(program, creators);
  if (referencesOf(program).values.has("require")) names.add("require");
  const found: RequiredModule[] = [];
  visit(program, names, creators, found);
  return found;
}

function isModuleSyntax({ type }: ESTree.Node): boolean {
  return /^(Import|Export(Named|Default|All))/.test(type);
}

/** What `createRequire` is called in a module. */
function importedCreators(program: ESTree.Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || !/^(node:)?module$/.test(statement.source.value)) continue;
    for (const specifier of statement.specifiers) {
      const isCreator =
        specifier.type === "ImportSpecifier" &&
        specifier.imported.type === "Identifier" &&
        specifier.imported.name === "createRequire";
      if (isCreator) names.add(specifier.local.name);
    }
  }
  return names;
}

/** `const require = createRequire(import.meta.url)` */
function createdNames(program: ESTree.Program, creators: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === "Identifier" && init && isCreation(init, creators)) names.add(id.name);
    }
  }
  return names;
}

/** `createRequire(import.meta.url)`: from another place, paths would mean something else. */
function isCreation(node: ESTree.Node, creators: ReadonlySet<string>): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return false;
  const [place] = node.arguments;
  return (
    creators.has(node.callee.name) &&
    place?.type === "MemberExpression" &&
    place.object.type === "MetaProperty" &&
    place.property.type === "Identifier" &&
    place.property.name === "url"
  );
}

function visit(
  node: ESTree.Node,
  names: ReadonlySet<string>,
  creators: ReadonlySet<string>,
  found: RequiredModule[],
): void {
  const inner = "params" in node ? without(names, node.params as ESTree.Node[]) : names;
  if (node.type === "CallExpression") {
    const [argument] = node.arguments;
    const { callee } = node;
    const isRequire =
      (callee.type === "Identifier" && inner.has(callee.name)) || isCreation(callee, creators);
    if (isRequire && argument?.type === "Literal" && typeof argument.value === "string") {
      found.push({ start: node.start, end: node.end, specifier: argument.value });
    }
  }
  for (const child of childrenOf(node)) visit(child, inner, creators, found);
}

/** Bundles inside of a package have a parameter of that name. */
function without(names: ReadonlySet<string>, parameters: readonly ESTree.Node[]): ReadonlySet<string> {
  const own = parameters.flatMap((parameter) => (parameter.type === "Identifier" ? [parameter.name] : []));
  return own.some((name) => names.has(name))
    ? new Set([...names].filter((name) => !own.includes(name)))
    : names;
}
