import type { ESTree } from "vite";
import { addPatternNames } from "../page-module/bindings.ts";
import { walk } from "../page-module/walk.ts";

const RUNTIME = "react/jsx-runtime";

/** The names of React's functions in a compiled module. */
export interface JsxNames {
  /** `jsx` and `jsxs`: they differ in development only. */
  calls: ReadonlySet<string>;
  fragments: ReadonlySet<string>;
}

/** A call of `jsx` or `jsxs`. */
export interface JsxCall {
  node: ESTree.CallExpression;
  type: ESTree.Expression;
  props: ESTree.ObjectExpression;
  key: ESTree.Expression | undefined;
}

/**
 * The names under which a module imports React's JSX functions.
 *
 * @returns `undefined` if it imports none
 */
export function jsxNames(program: ESTree.Program): JsxNames | undefined {
  const calls = new Set<string>();
  const fragments = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== RUNTIME) continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.imported.type !== "Identifier") continue;
      const { name } = specifier.imported;
      if (name === "jsx" || name === "jsxs") calls.add(specifier.local.name);
      if (name === "Fragment") fragments.add(specifier.local.name);
    }
  }
  return calls.size > 0 ? { calls, fragments } : undefined;
}

/**
 * The names that are bound or assigned below the imports, at any depth: by a declaration, a parameter, a catch clause, an
 * assignment.
 */
export function boundNames(program: ESTree.Program): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    addOwnNames(node, names);
    return node.type !== "ImportDeclaration";
  });
  return names;
}

function addOwnNames(node: ESTree.Node, names: Set<string>): void {
  switch (node.type) {
    case "VariableDeclarator":
      addPatternNames(node.id, names);
      break;
    case "AssignmentExpression":
      if (node.left.type === "Identifier") names.add(node.left.name);
      break;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      for (const parameter of node.params) addPatternNames(parameter, names);
      if (node.id) names.add(node.id.name);
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      if (node.id) names.add(node.id.name);
      break;
    case "CatchClause":
      if (node.param) addPatternNames(node.param, names);
  }
}

/** The node as a call of `jsx` or `jsxs` with the arguments that compilers write. */
export function asJsxCall(node: ESTree.Node, names: JsxNames): JsxCall | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return undefined;
  if (!names.calls.has(node.callee.name) || node.arguments.length > 3) return undefined;
  const [type, props, key] = node.arguments;
  if (!type || type.type === "SpreadElement" || key?.type === "SpreadElement") return undefined;
  return props?.type === "ObjectExpression" ? { node, type, props, key } : undefined;
}
