import type { ESTree } from "vite";
import { childrenOf } from "../page-module/scope.ts";
import { asJsxCall, type JsxNames } from "./jsx-runtime.ts";

/** Names under which components take what others render. */
const SLOT = /^(children|.*(Element|Node|Slot|Icon)|icon|slot)$/;

/**
 * Guesses whether the value of a child is text, or markup that the build knows. A wrong guess costs the attempt at run time
 * and nothing else.
 *
 * @param inline components that may be called in the place where their element stands
 */
export function isLikelyMarkup(
  expression: ESTree.Node,
  names: JsxNames,
  inline: ReadonlySet<string>,
): boolean {
  if (isSlot(expression)) return false;
  return !mayBeComponent(expression, names, inline);
}

function isSlot(node: ESTree.Node): boolean {
  if (node.type === "Identifier") return SLOT.test(node.name);
  return (
    node.type === "MemberExpression" && node.property.type === "Identifier" && SLOT.test(node.property.name)
  );
}

/** Whether an element that is React's to render is made anywhere in an expression. */
function mayBeComponent(node: ESTree.Node, names: JsxNames, inline: ReadonlySet<string>): boolean {
  const call = asJsxCall(node, names);
  if (call && !isHost(call.type, inline)) return true;
  for (const child of childrenOf(node)) if (mayBeComponent(child, names, inline)) return true;
  return false;
}

function isHost(type: ESTree.Expression, inline: ReadonlySet<string>): boolean {
  return type.type === "Identifier" ? inline.has(type.name) : type.type === "Literal";
}
