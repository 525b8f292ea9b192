import type { ESTree } from "vite";
import { childrenOf } from "../page-module/scope.ts";
import type { BoundNames } from "./jsx-runtime.ts";

type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

/**
 * The module's own components that only put their props into markup: no hooks, not async, and what they return begins with
 * a host element. Calling them is all that React would do.
 *
 * @param isHost whether a node makes a host element: in JSX, or as the call that it is compiled to
 */
export function inlineComponents(
  program: ESTree.Program,
  bound: BoundNames,
  isHost: (node: ESTree.Node) => boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const statement of program.body) {
    for (const [name, definition] of definitions(statement)) {
      if (bound.get(name) === 1 && isInline(definition, isHost)) found.add(name);
    }
  }
  for (const name of assignedNames(program)) found.delete(name);
  return found;
}

function* definitions(statement: ESTree.Node): Generator<[name: string, definition: FunctionNode]> {
  if (statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration") {
    if (statement.declaration) yield* definitions(statement.declaration);
  } else if (statement.type === "FunctionDeclaration") {
    if (statement.id) yield [statement.id.name, statement];
  } else if (statement.type === "VariableDeclaration" && statement.kind === "const") {
    for (const { id, init } of statement.declarations)
      if (id.type === "Identifier" && init && isFunction(init)) yield [id.name, init];
  }
}

function isFunction(node: ESTree.Node): node is FunctionNode {
  return ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(node.type);
}

function isInline(definition: FunctionNode, isHost: (node: ESTree.Node) => boolean): boolean {
  if (definition.async || definition.generator || !definition.body || definition.params.length > 1)
    return false;
  const values =
    definition.body.type === "BlockStatement" ? [...returned(definition.body)] : [definition.body];
  return values.some(isHost) && !mayUseReact(definition.body);
}

function* returned(node: ESTree.Node): Generator<ESTree.Node> {
  if (isFunction(node)) return;
  if (node.type === "ReturnStatement" && node.argument) yield node.argument;
  for (const child of childrenOf(node)) yield* returned(child);
}

/** Hooks by their names, and what makes a call differ from React's: `this`, `arguments`, a change of something outside. */
function mayUseReact(node: ESTree.Node): boolean {
  if (node.type === "Identifier" && /^use([A-Z]|$)|^arguments$/.test(node.name)) return true;
  if (["ThisExpression", "AssignmentExpression", "UpdateExpression", "AwaitExpression"].includes(node.type))
    return true;
  for (const child of childrenOf(node)) if (mayUseReact(child)) return true;
  return false;
}

function* assignedNames(node: ESTree.Node): Generator<string> {
  if (node.type === "AssignmentExpression" && node.left.type === "Identifier") yield node.left.name;
  for (const child of childrenOf(node)) yield* assignedNames(child);
}
