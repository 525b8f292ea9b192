import type { ESTree } from "vite";
import { freePlaces } from "./free-places.ts";
import { metaProperty, textOf } from "./import-meta.ts";
import { parseModule } from "./parse.ts";
import { referencesOf } from "./references.ts";
import { childrenOf, walk } from "./walk.ts";

/** `require("name")`, in whatever form. */
interface RequiredModule {
  start: number;
  end: number;
  specifier: string;
  /** By the `require` that only CommonJS has. */
  isGlobal: boolean;
}

/** What an ES module does with `require`, its own or one of `createRequire(import.meta.url)`. */
export interface RequireCalls {
  modules: RequiredModule[];
  /** Other uses: computed names, `require.resolve`, a `require` that is handed on. */
  others: { start: number; isGlobal: boolean }[];
}

/**
 * Finds the modules that an ES module loads with `require`. The bundler understands `require` in CommonJS only.
 *
 * @returns nothing for CommonJS
 */
export function findRequiredModules(code: string, file: string): RequireCalls {
  const calls: RequireCalls = { modules: [], others: [] };
  // CommonJS may have what a module may not, such as a `return` outside of functions.
  if (!/\bimport\b|\bexport\b/.test(code)) return calls;
  const { program } = parseModule(code, file, "unambiguous");
  if (!program.body.some(isModuleSyntax)) return calls;
  const uses = new Uses(program, code);
  for (const start of uses.elsewhere) calls.others.push({ start, isGlobal: false });
  for (const place of freePlaces(program, ["require"])) uses.sort(place, true, calls);
  for (const creation of uses.creations) {
    const places = placesOf(creation, uses);
    // Called at once, or used in another way.
    if (!places) uses.sort(creation, false, calls);
    else for (const place of places) uses.sort(place, false, calls);
  }
  return calls;
}

function isModuleSyntax({ type }: ESTree.Node): boolean {
  return /^(Import|Export(Named|Default|All))/.test(type);
}

const WRAPPER = /^(?:TS(?:As|Satisfies|NonNull)Expression|ParenthesizedExpression|TSTypeAssertion)$/;

/** How the nodes of a module are used. */
class Uses {
  readonly creations: ESTree.CallExpression[] = [];
  /** Calls that make a `require` of another place near the module; offsets. */
  readonly elsewhere: number[] = [];
  readonly parents = new Map<ESTree.Node, ESTree.Node>();

  constructor(program: ESTree.Program, code: string) {
    const creators = importedCreators(program);
    walk(program, (node) => {
      for (const child of childrenOf(node)) this.parents.set(child, node);
      const place = placeOfCreation(node, creators);
      if (node.type !== "CallExpression" || !place) return true;
      if (isOwnPlace(place)) this.creations.push(node);
      else if (OWN_DIRECTORY.test(code.slice(place.start, place.end))) this.elsewhere.push(node.start);
      return true;
    });
  }

  /** An expression with the parentheses and types around it. */
  outermost(expression: ESTree.Node): ESTree.Node {
    const parent = this.parents.get(expression);
    return parent && WRAPPER.test(parent.type) ? this.outermost(parent) : expression;
  }

  /** Adds what is done with a `require`. */
  sort(place: ESTree.Node, isGlobal: boolean, { modules, others }: RequireCalls): void {
    const required = this.outermost(place);
    const parent = this.parents.get(required);
    if (parent?.type === "UnaryExpression" && parent.operator === "typeof") return;
    const isCalled = parent?.type === "CallExpression" && parent.callee === required;
    const specifier = isCalled ? textOf(parent.arguments[0]) : undefined;
    if (!isCalled || specifier === undefined) others.push({ start: required.start, isGlobal });
    else modules.push({ start: parent.start, end: parent.end, specifier, isGlobal });
  }
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

/** The parameter of `createRequire(…)`. */
function placeOfCreation(node: ESTree.Node, creators: ReadonlySet<string>): ESTree.Node | undefined {
  if (node.type !== "CallExpression") return undefined;
  const { callee, arguments: parameters } = node;
  const isCreator =
    callee.type === "MemberExpression"
      ? callee.property.type === "Identifier" && callee.property.name === "createRequire"
      : callee.type === "Identifier" && creators.has(callee.name);
  return isCreator ? parameters[0] : undefined;
}

/** The module itself: from another place, paths would mean something else. */
function isOwnPlace(place: ESTree.Node): boolean {
  const property = metaProperty(place);
  if (property !== undefined) return ["url", "filename", "path"].includes(property);
  return place.type === "Identifier" && place.name === "__filename";
}

const OWN_DIRECTORY = /\bimport\.meta\b|\b__(?:dir|file)name\b/;

/** Where the constant is used that a creation is the value of; nothing if it is none. */
function placesOf(creation: ESTree.Node, uses: Uses): ESTree.Node[] | undefined {
  const { parents } = uses;
  const declarator = parents.get(uses.outermost(creation));
  if (declarator?.type !== "VariableDeclarator" || declarator.id.type !== "Identifier") return undefined;
  const { name } = declarator.id;
  const declaration = parents.get(declarator);
  if (declaration?.type !== "VariableDeclaration") return undefined;
  let scope = parents.get(declaration);
  // A `var` is one of the whole function.
  while (declaration.kind === "var" && scope && !isBodyOfFunction(scope, parents)) scope = parents.get(scope);
  if (scope?.type !== "Program" && scope?.type !== "BlockStatement") return undefined;
  // Of each statement alone, the name is a free one.
  return scope.body.flatMap((statement) =>
    referencesOf(statement).places.filter((place) => place.name === name),
  );
}

function isBodyOfFunction(node: ESTree.Node, parents: ReadonlyMap<ESTree.Node, ESTree.Node>): boolean {
  return node.type === "Program" || /Function/.test(parents.get(node)?.type ?? "");
}
