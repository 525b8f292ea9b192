import type { ESTree } from "vite";
import { some, walk } from "../page-module/walk.ts";
import type { BoundNames } from "./jsx-runtime.ts";

type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

/** Stands for a host element among the names of components. */
export const HOST = "<host>";

/** The outermost elements of components' results: names of components, and `HOST`. */
export type RootsByComponent = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The module's own components that only put their props into markup: no hooks, not async. React would do nothing but call
 * them. Inlining pays for those whose outermost element is a host element, or a component of the same kind.
 *
 * @param rootOf the type of the element that a node creates, in JSX or as a compiled call: `HOST`, or a component's name
 */
export function ownComponents(
  program: ESTree.Program,
  bound: BoundNames,
  rootOf: (node: ESTree.Node) => string | undefined,
): RootsByComponent {
  const found = new Map<string, ReadonlySet<string>>();
  for (const statement of program.body) {
    for (const [name, definition] of definitions(statement)) {
      if (bound.get(name) !== 1 || !isPlain(definition)) continue;
      const roots = new Set(results(definition).flatMap((node) => rootOf(node) ?? []));
      if (roots.size > 0) found.set(name, roots);
    }
  }
  return found;
}

/** The names of components that may be inlined: imported ones, and the module's own. */
export function inlineNames(own: RootsByComponent, imported: ReadonlySet<string>): ReadonlySet<string> {
  const inline = new Set(imported).add(HOST);
  for (let before = 0; before !== inline.size; ) {
    before = inline.size;
    for (const [name, roots] of own) if (!roots.isDisjointFrom(inline)) inline.add(name);
  }
  inline.delete(HOST);
  return inline;
}

/** The outermost element of a component, through the module's own components; for other names, the name itself. */
export function rootsBelow(name: string, own: RootsByComponent): ReadonlySet<string> {
  const roots = new Set([name]);
  for (const root of roots) for (const below of own.get(root) ?? []) roots.add(below);
  return roots;
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
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

function isPlain({ async, generator, body, params }: FunctionNode): boolean {
  return !async && !generator && body !== null && params.length <= 1 && !some(body, mayUseReact);
}

/** Whether a call would differ from React's: because of a hook, `this`, `arguments`, or an assignment to an outer name. */
function mayUseReact(node: ESTree.Node): boolean {
  switch (node.type) {
    case "Identifier":
      return /^use([A-Z]|$)|^arguments$/.test(node.name);
    case "ThisExpression":
    case "AssignmentExpression":
    case "UpdateExpression":
    case "AwaitExpression":
      return true;
    default:
      return false;
  }
}

/** The expressions that a function's result may come from. */
function results({ body }: FunctionNode): ESTree.Node[] {
  if (body?.type !== "BlockStatement") return body ? alternatives(body) : [];
  const found: ESTree.Node[] = [];
  walk(body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && node.argument) found.push(...alternatives(node.argument));
    return true;
  });
  return found;
}

function alternatives(node: ESTree.Node): ESTree.Node[] {
  switch (node.type) {
    case "ParenthesizedExpression":
      return alternatives(node.expression);
    case "ConditionalExpression":
      return [...alternatives(node.consequent), ...alternatives(node.alternate)];
    case "LogicalExpression":
      return [...alternatives(node.left), ...alternatives(node.right)];
    default:
      return [node];
  }
}
