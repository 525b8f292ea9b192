import type { ESTree } from "vite";
import type { Guess } from "./guess.ts";
import { asJsxCall, type JsxCall, type JsxNames } from "./jsx-runtime.ts";
import { literalValue, NOT_LITERAL, propertyName } from "./literals.ts";
import { isFlatAttributeName, isFlatTag, isVoidTag } from "./supported-elements.ts";

/** An expression whose value is known at run time. */
interface HoleNode {
  kind: "hole";
  expression: ESTree.Expression;
  /** Whether the value is probably text or markup. Otherwise React may have to render it. */
  isMarkup: boolean;
}

/** A hole in a shorthand property: `{ title }`. */
interface Shorthand {
  name: string;
  expression: ESTree.Expression;
}

/** A host element of which the build knows everything except the values of its holes. */
export interface HostElement {
  kind: "element";
  call: JsxCall;
  tag: string;
  attributes: HostAttribute[];
  children: HostChild[];
  shorthands: Shorthand[];
  /** Whether all holes are. */
  isMarkup: boolean;
  key: HoleNode | { kind: "literal"; value: unknown } | undefined;
}

interface HostAttribute {
  name: string;
  value: HoleNode | { kind: "literal"; value: unknown };
}

export type HostChild = HostElement | HoleNode | { kind: "text"; text: string };

/** What a tree may contain, beside host elements. */
export interface TreeRules {
  names: JsxNames;
  /** What the value of an expression among the children is likely to be. */
  guess(expression: ESTree.Expression): Guess;
  /** Whether the runtime can write an attribute whose value is known at run time. */
  canWrite(tag: string, name: string): boolean;
}

/** Reads a call as a tree of host elements; `undefined` if React must render something in it. */
export function readHostTree(call: JsxCall, rules: TreeRules): HostElement | undefined {
  const { type, props, key } = call;
  if (type.type !== "Literal" || typeof type.value !== "string" || !isFlatTag(type.value)) return undefined;
  const element: HostElement = {
    kind: "element",
    call,
    tag: type.value,
    attributes: [],
    children: [],
    shorthands: [],
    isMarkup: true,
    key: key && attributeValue(key),
  };
  const seen = new Set<string>();
  for (const property of props.properties) {
    const name = property.type === "Property" ? propertyName(property) : undefined;
    if (property.type !== "Property" || name === undefined || seen.has(name)) return undefined;
    seen.add(name);
    const read =
      name === "children"
        ? readChildren(element, property.value, rules)
        : readAttribute(element, name, property.value, rules);
    if (!read) return undefined;
    if (property.shorthand) element.shorthands.push({ name, expression: property.value });
  }
  return element;
}

function attributeValue(expression: ESTree.Expression): HostAttribute["value"] {
  const value = literalValue(expression);
  return value === NOT_LITERAL ? { kind: "hole", expression, isMarkup: true } : { kind: "literal", value };
}

function readAttribute(
  element: HostElement,
  name: string,
  expression: ESTree.Expression,
  rules: TreeRules,
): boolean {
  if (!isFlatAttributeName(name) || expression.type === "SequenceExpression") return false;
  const value = attributeValue(expression);
  if (value.kind === "hole" && !rules.canWrite(element.tag, name)) return false;
  element.attributes.push({ name, value });
  return true;
}

function readChildren(element: HostElement, children: ESTree.Expression, rules: TreeRules): boolean {
  if (isVoidTag(element.tag)) return false;
  const list = children.type === "ArrayExpression" ? children.elements : [children];
  for (const expression of list) {
    if (expression === null || expression.type === "SpreadElement") return false;
    const child = readChild(expression, rules);
    if (child === LEFT) return false;
    if (child === undefined) continue;
    element.children.push(child);
    if (child.kind !== "text" && !child.isMarkup) element.isMarkup = false;
  }
  return true;
}

/** Stands for a child that only React can render. */
const LEFT = Symbol("rendered by React");

/** @returns `undefined` for a child without output */
function readChild(expression: ESTree.Expression, rules: TreeRules): HostChild | typeof LEFT | undefined {
  const call = asJsxCall(expression, rules.names);
  const element = call && readHostTree(call, rules);
  // Creating an element converts its key to a string, which may throw: it is created in its place.
  if (element)
    return element.key?.kind === "hole" ? { kind: "hole", expression, isMarkup: element.isMarkup } : element;
  const value = literalValue(expression);
  if (value === NOT_LITERAL) {
    const guess = expression.type === "SequenceExpression" ? "component" : rules.guess(expression);
    return guess === "component" ? LEFT : { kind: "hole", expression, isMarkup: guess === "markup" };
  }
  if (typeof value === "object" && value !== null) return LEFT;
  // Texts are joined as React's renderer does: `null`, `true` and "" have no output.
  return typeof value === "string" || typeof value === "number"
    ? { kind: "text", text: `${value}` }
    : undefined;
}

/** The expressions of a tree in the order in which the code evaluates them. */
export function holesOf(element: HostElement): ESTree.Expression[] {
  return allHoles(element).sort((a, b) => a.start - b.start);
}

function allHoles(element: HostElement): ESTree.Expression[] {
  const below = element.children.flatMap((child) => (child.kind === "element" ? allHoles(child) : []));
  return [...ownHoles(element), ...below];
}

/** The expressions of an element itself: attributes, key and children. */
export function ownHoles({ attributes, key, children }: HostElement): ESTree.Expression[] {
  const values = [...attributes.map(({ value }) => value), ...(key ? [key] : []), ...children];
  return values.flatMap((value) => (value.kind === "hole" ? [value.expression] : []));
}
