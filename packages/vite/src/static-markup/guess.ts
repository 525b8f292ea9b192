import type { ESTree } from "vite";
import { some } from "../page-module/walk.ts";
import { asJsxCall, type JsxCall, type JsxNames } from "./jsx-runtime.ts";
import { isFlatTag } from "./supported-elements.ts";

/**
 * What the value of a child is likely to be: text or known markup; an element that React must render; or sometimes one
 * and sometimes the other. A wrong guess costs only time.
 */
export type Guess = "markup" | "component" | "either";

/** Names of props with which components receive elements of others. */
const SLOT = /^(children|.*(Element|Node|Slot|Icon)|icon|slot)$/;

/** @param inline components that may be inlined */
export function guess(expression: ESTree.Expression, names: JsxNames, inline: ReadonlySet<string>): Guess {
  if (isSlot(expression)) return "either";
  const call = asJsxCall(expression, names);
  if (call && !isKnown(call, inline)) return "component";
  const isReacts = (node: ESTree.Node) => {
    const inner = asJsxCall(node, names);
    return inner !== undefined && !isKnown(inner, inline);
  };
  return some(expression, isReacts) ? "either" : "markup";
}

function isSlot(node: ESTree.Node): boolean {
  if (node.type === "Identifier") return SLOT.test(node.name);
  return (
    node.type === "MemberExpression" && node.property.type === "Identifier" && SLOT.test(node.property.name)
  );
}

function isKnown({ type }: JsxCall, inline: ReadonlySet<string>): boolean {
  if (type.type === "Identifier") return inline.has(type.name);
  return type.type === "Literal" && typeof type.value === "string" && isFlatTag(type.value);
}
