import type { ESTree } from "vite";
import { asJsxCall, type JsxCall, type JsxNames } from "./jsx-runtime.ts";
import { literalValue, NOT_LITERAL, propertyName } from "./literals.ts";
import { isFlatAttributeName, isFlatTag, isVoidTag } from "./safe-names.ts";

/** An expression whose value comes in at run time. */
export interface HoleNode {
  kind: "hole";
  expression: ESTree.Expression;
}

/** A hole that is written as a property's name and value at once: `{ title }`. */
export interface Shorthand {
  name: string;
  expression: ESTree.Expression;
}

/** A host element of which the build knows everything but the values of its holes. */
export interface HostElement {
  kind: "element";
  call: JsxCall;
  tag: string;
  attributes: HostAttribute[];
  children: HostChild[];
  shorthands: Shorthand[];
  key: HoleNode | { kind: "literal"; value: unknown } | undefined;
}

export interface HostAttribute {
  name: string;
  value: HoleNode | { kind: "literal"; value: unknown };
}

export type HostChild = HostElement | HoleNode | { kind: "text"; text: string };

/** What a tree may contain, beside host elements. */
export interface TreeRules {
  names: JsxNames;
  /** Whether the value of an expression among the children is likely to be only markup. */
  isLikelyMarkup(expression: ESTree.Expression): boolean;
  /** Whether the runtime can write an attribute whose value comes in at run time. */
  canWrite(tag: string, name: string): boolean;
}

/** Reads a call as a tree of host elements; `undefined` if something in it is left to React. */
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
  return value === NOT_LITERAL ? { kind: "hole", expression } : { kind: "literal", value };
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
  if (children.type !== "ArrayExpression") return readChild(element.children, children, rules);
  return children.elements.every(
    (child) => child !== null && child.type !== "SpreadElement" && readChild(element.children, child, rules),
  );
}

function readChild(children: HostChild[], expression: ESTree.Expression, rules: TreeRules): boolean {
  const call = asJsxCall(expression, rules.names);
  if (call) return readElement(children, call, rules);
  const value = literalValue(expression);
  if (value === NOT_LITERAL) {
    if (expression.type === "SequenceExpression" || !rules.isLikelyMarkup(expression)) return false;
    children.push({ kind: "hole", expression });
    return true;
  }
  if (typeof value === "object" && value !== null) return false;
  // Texts are put together as React's renderer would: `null`, `true` and "" leave nothing.
  if (typeof value === "string" || typeof value === "number")
    children.push({ kind: "text", text: `${value}` });
  return true;
}

function readElement(children: HostChild[], call: JsxCall, rules: TreeRules): boolean {
  const element = readHostTree(call, rules);
  // Making an element coerces its key, which may throw: it is made where it stands.
  if (element && element.key?.kind !== "hole") children.push(element);
  else if (rules.isLikelyMarkup(call.node)) children.push({ kind: "hole", expression: call.node });
  else return false;
  return true;
}

/** The properties of a tree that name their value by their own name. */
export function shorthandsOf({ shorthands, children }: HostElement): Shorthand[] {
  return [
    ...shorthands,
    ...children.flatMap((child) => (child.kind === "element" ? shorthandsOf(child) : [])),
  ];
}

/** The expressions of a tree in the order in which the code evaluates them. */
export function holesOf(element: HostElement): ESTree.Expression[] {
  return unorderedHoles(element).sort((a, b) => a.start - b.start);
}

function unorderedHoles(node: HostChild): ESTree.Expression[] {
  if (node.kind === "hole") return [node.expression];
  if (node.kind === "text") return [];
  const own = [...node.attributes.map(({ value }) => value), ...(node.key ? [node.key] : [])];
  return [
    ...own.flatMap((value) => (value.kind === "hole" ? [value.expression] : [])),
    ...node.children.flatMap(unorderedHoles),
  ];
}
