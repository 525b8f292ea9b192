import { areaText, innerHtml, isPlainTag, isVoidTag } from "@bunsen/runtime/internal/static-markup";
import type { ESTree } from "vite";
import type { ReactAttributes } from "./attribute-writers.ts";
import { asJsxCall, type JsxCall, type JsxNames } from "./jsx-runtime.ts";
import { literalValue, NOT_LITERAL, propertyName } from "./literals.ts";
import { hasAlternatives, isSupportedAttribute, isSupportedTag } from "./supported-elements.ts";

/** A host element, or a fragment, of which the build knows everything except the values of its holes. */
export interface TreeElement {
  kind: "element";
  call: JsxCall;
  /** `undefined` for a fragment. */
  tag: string | undefined;
  attributes: TreeAttribute[];
  children: TreeChild[];
  /** Whether the code passes an array. */
  isList: boolean;
  /** A literal; `null` for none. A root's own is read from the element. */
  key: string | null;
  /** Whether it has a `ref`: what only the browser needs. */
  hasRef: boolean;
  /** Whether props are spread onto it; `attributes` are then only the literals beside the spread. */
  hasSpread: boolean;
}

export interface TreeAttribute {
  name: string;
  value: LiteralAttribute | { kind: "hole"; expression: ESTree.Expression };
}

interface LiteralAttribute {
  kind: "literal";
  value: unknown;
  /** What React writes for it. */
  html: string;
}

export type TreeChild =
  | TreeElement
  | { kind: "text"; text: string }
  /** `null`, `true`: counted by React, but without output. */
  | { kind: "nothing" }
  /** The value is known at run time. `call` if it is an element; no expression for children from a spread. */
  | { kind: "hole"; expression: ESTree.Expression | undefined; call: JsxCall | undefined };

/** Reads a call as a tree; `undefined` if only React can render its outermost element. */
export function readTree(
  call: JsxCall,
  names: JsxNames,
  attributes: ReactAttributes,
): TreeElement | undefined {
  const tag = tagOf(call, names);
  if (tag === null) return undefined;
  const element: TreeElement = {
    kind: "element",
    call,
    tag,
    attributes: [],
    children: [],
    isList: false,
    key: null,
    hasRef: false,
    hasSpread: false,
  };
  if (call.props.properties.some(({ type }) => type === "SpreadElement"))
    return tag === undefined ? undefined : readSpread(element, tag, names, attributes);
  const seen = new Set<string>();
  for (const property of call.props.properties) {
    const name = property.type === "Property" ? propertyName(property) : undefined;
    if (property.type !== "Property" || name === undefined || seen.has(name)) return undefined;
    seen.add(name);
    if (name === "children") readChildren(element, property.value, names, attributes);
    else if (name === "ref") element.hasRef = true;
    else if (tag === undefined || !readAttribute(element, tag, name, property.value, attributes))
      return undefined;
  }
  return tag === undefined || isConsistent(tag, element, seen) ? element : undefined;
}

/** Reads an element with spread props. What the build knows of it are its children, and literals. */
function readSpread(
  element: TreeElement,
  tag: string,
  names: JsxNames,
  react: ReactAttributes,
): TreeElement | undefined {
  if (!isPlainTag(tag)) return undefined;
  element.hasSpread = true;
  const { properties } = element.call.props;
  for (const property of properties) {
    if (property.type !== "Property") continue;
    const name = propertyName(property);
    if (name === undefined || name === "key") return undefined;
    const value = literalValue(property.value);
    const isKnown = typeof value === "string" && isSupportedAttribute(tag, name);
    const html = isKnown ? react.literal(tag, name, value) : undefined;
    if (html !== undefined) element.attributes.push({ name, value: { kind: "literal", value, html } });
  }
  const last = properties.at(-1);
  const hasChildren = last?.type === "Property" && propertyName(last) === "children";
  if (hasChildren) readChildren(element, last.value, names, react);
  else if (!isVoidTag(tag)) element.children.push({ kind: "hole", expression: undefined, call: undefined });
  return hasChildren && isVoidTag(tag) ? undefined : element;
}

/** @returns `undefined` for a fragment, `null` for what only React can render */
function tagOf({ type }: JsxCall, names: JsxNames): string | undefined | null {
  if (type.type === "Identifier" && names.fragments.has(type.name)) return undefined;
  if (type.type !== "Literal" || typeof type.value !== "string") return null;
  return isSupportedTag(type.value) ? type.value : null;
}

function readAttribute(
  element: TreeElement,
  tag: string,
  name: string,
  expression: ESTree.Expression,
  react: ReactAttributes,
): boolean {
  if (name === "key" || name === "innerHTML" || !isSupportedAttribute(tag, name)) return false;
  const value = literalValue(expression);
  const isContent = isContentAttribute(tag, name);
  if (value !== NOT_LITERAL) {
    const html = isContent ? literalContent(name, value) : react.literal(tag, name, value);
    if (html === undefined) return false;
    element.attributes.push({ name, value: { kind: "literal", value, html } });
    return true;
  }
  if (!isContent && name !== "style" && !react.writerOf(tag, name)) return false;
  element.attributes.push({ name, value: { kind: "hole", expression } });
  return true;
}

/** Whether an attribute is written behind the start tag: HTML of the user's own, or the text of a `textarea`. */
export function isContentAttribute(tag: string, name: string): boolean {
  return name === "dangerouslySetInnerHTML" || (tag === "textarea" && /^(value|defaultValue)$/.test(name));
}

/** @returns `undefined` for what only React can write, or refuse */
function literalContent(name: string, value: unknown): string | undefined {
  return name === "dangerouslySetInnerHTML" ? innerHtml(value) : areaText(value);
}

/** Whether React accepts what the element has together. */
function isConsistent(
  tag: string,
  { children, attributes }: TreeElement,
  names: ReadonlySet<string>,
): boolean {
  const hasHtml = names.has("dangerouslySetInnerHTML");
  if (hasAlternatives(tag, names)) return false;
  if (tag === "img") return attributes.some(isLazy) && children.length === 0 && !hasHtml;
  if (isVoidTag(tag)) return !names.has("children") && !hasHtml;
  if (tag === "textarea") return !names.has("children") && !hasHtml;
  return !hasHtml || (!names.has("children") && !["pre", "listing", "option"].includes(tag));
}

/** React never preloads a lazy image. */
function isLazy({ name, value }: TreeAttribute): boolean {
  return name === "loading" && value.kind === "literal" && value.value === "lazy";
}

function readChildren(
  element: TreeElement,
  children: ESTree.Expression,
  names: JsxNames,
  attributes: ReactAttributes,
): void {
  const list = children.type === "ArrayExpression" ? children.elements : [children];
  const known = list.flatMap((child) => (child === null || child.type === "SpreadElement" ? [] : [child]));
  if (known.length < list.length) {
    element.children.push({ kind: "hole", expression: children, call: undefined });
    return;
  }
  element.isList = children.type === "ArrayExpression";
  element.children = known.map((child) => readChild(child, names, attributes));
}

function readChild(expression: ESTree.Expression, names: JsxNames, attributes: ReactAttributes): TreeChild {
  const call = asJsxCall(expression, names);
  if (call) return readNested(call, names, attributes) ?? { kind: "hole", expression, call };
  const value = literalValue(expression);
  if (value === NOT_LITERAL || (typeof value === "object" && value !== null))
    return { kind: "hole", expression, call: undefined };
  // React has no output for `null`, booleans and an empty text.
  const text = typeof value === "string" || typeof value === "number" ? `${value}` : "";
  return text === "" ? { kind: "nothing" } : { kind: "text", text };
}

/** An element whose key the build does not know is a tree of its own, in a hole. */
function readNested(call: JsxCall, names: JsxNames, attributes: ReactAttributes): TreeElement | undefined {
  const key = call.key && literalValue(call.key);
  if (key === NOT_LITERAL || (typeof key === "object" && key !== null)) return undefined;
  const element = readTree(call, names, attributes);
  if (element && key !== undefined) element.key = `${key}`;
  return element;
}

/** The expressions of a tree's holes. */
export function holesOf(element: TreeElement): ESTree.Expression[] {
  const own = element.attributes.flatMap(({ value }) => (value.kind === "hole" ? [value.expression] : []));
  const below = element.children.flatMap((child) => {
    if (child.kind === "element") return holesOf(child);
    return child.kind === "hole" && child.expression ? [child.expression] : [];
  });
  return [...own, ...(element.hasSpread ? besideChildren(element.call) : []), ...below];
}

/** All expressions of an element with spread props but its children, if they come last. */
function besideChildren({ props: { properties } }: JsxCall): ESTree.Expression[] {
  return properties.flatMap((property, index) => {
    if (property.type === "SpreadElement") return [property.argument];
    const isChildren = index === properties.length - 1 && propertyName(property) === "children";
    return isChildren ? [] : [property.value];
  });
}

/** Whether nothing in a tree depends on values of the run time. */
export function isStatic(element: TreeElement): boolean {
  return (
    !element.hasRef &&
    !element.hasSpread &&
    element.attributes.every(({ value }) => value.kind === "literal") &&
    element.children.every((child) => child.kind !== "hole" && (child.kind !== "element" || isStatic(child)))
  );
}
