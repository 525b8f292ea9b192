import type { ESTree } from "vite";
import type { HostElement } from "./host-tree.ts";
import { holesOf } from "./host-tree.ts";
import { literalValue } from "./literals.ts";
import type { MarkupHole, TreeMarkup } from "./react-markup.ts";

const MODULE = "@bunsen/runtime/internal/static-markup";

/** Prefix of the names that generated code gives to the runtime's functions. */
const PREFIX = "$bunsen_";

/**
 * The declaration of an element's class: made when it is first used, and hoisted, because a module's functions may be
 * called before its own code has run.
 *
 * @param original the call of `jsx` with the values in the places of its expressions
 */
export function classText(number: number, tree: HostElement, markup: TreeMarkup, original: string): string {
  const holes = valueNames(tree);
  const fields = holes.map((name) => `#${name};`).join("");
  const assignments = holes.map((name) => `this.#${name}=${name};`).join("");
  const { key } = tree;
  const parameters = [...holes, ...(key?.kind === "hole" ? [KEY] : [])].join();
  const members = [
    `${fields}constructor(${parameters}){super(${keyText(key)});${assignments}}`,
    `get type(){return ${JSON.stringify(tree.tag)}}`,
    `write(){return ${markupText(markup)}}`,
    `original(){return ${original}}`,
  ];
  const text = `class extends ${PREFIX}MarkupElement{${members.join("")}}`;
  return `var $bunsen${number};function $bunsenClass${number}(){return ${text}}`;
}

/** The code that replaces the call that made the element, up to its values and a closing bracket. */
export function newElement(number: number): string {
  return `new($bunsen${number}??=$bunsenClass${number}())(`;
}

const KEY = "key";

/** The names of an element's values in its class; its key is not among them. */
function valueNames(tree: HostElement): string[] {
  const count = holesOf(tree).length - (tree.key?.kind === "hole" ? 1 : 0);
  return Array.from({ length: count }, (_, index) => `v${index}`);
}

/** How an element's own code refers to one of its values. The key is evaluated last, and converted as React converts it. */
export function valueText(index: number, tree: HostElement): string {
  return index < valueNames(tree).length ? `this.#v${index}` : `this.${KEY}`;
}

/** Marks a component of the module that may be inlined. */
export function inlineCall(name: string): string {
  return `${PREFIX}inline(${name});`;
}

/** Replaces `jsx` where a component may be inlined. */
export const COMPONENT = `${PREFIX}component`;

function keyText(key: HostElement["key"]): string {
  if (key?.kind === "hole") return KEY;
  return key && key.value !== undefined ? JSON.stringify(`${key.value}`) : "";
}

/** The markup as one sum of strings. */
function markupText({ pieces, holes }: TreeMarkup): string {
  const terms = [JSON.stringify(pieces[0] ?? "")];
  for (let first = 0; first < holes.length; ) {
    let last = first;
    while (isChild(holes[last]) && isChild(holes[last + 1]) && pieces[last + 1] === "") last++;
    terms.push(holeText(holes.slice(first, last + 1), pieces[first] ?? "", pieces[last + 1] ?? ""));
    if (pieces[last + 1]) terms.push(JSON.stringify(pieces[last + 1]));
    first = last + 1;
  }
  return terms.join("+");
}

function isChild(hole: MarkupHole | undefined): boolean {
  return hole !== undefined && hole.attribute === undefined;
}

/**
 * In text React writes `<` and `>` as references, so the characters around a hole show whether it is in an attribute or
 * in text.
 */
function holeText(holes: readonly MarkupHole[], before: string, after: string): string {
  const [first] = holes;
  if (first === undefined) return '""';
  const { attribute, index, expression } = first;
  const value = `this.#v${index}`;
  if (attribute) {
    if (attribute.writer !== "presenceAttribute" && isHarmless(expression))
      return `${JSON.stringify(attribute.start)}+${value}+'"'`;
    return `${PREFIX}${attribute.writer}(${JSON.stringify(attribute.start)},${value})`;
  }
  const afterText = !before.endsWith(">");
  const beforeText = !after.startsWith("<");
  if (holes.length === 1 && !afterText && !beforeText)
    return isHarmless(expression) ? value : `${PREFIX}child(${value})`;
  const list = holes.map((hole) => `this.#v${hole.index}`);
  return `${PREFIX}children([${list.join(",")}],${afterText},${beforeText})`;
}

/** Whether an expression is one of several literal strings without special characters of HTML. */
function isHarmless(expression: ESTree.Expression): boolean {
  if (expression.type === "ConditionalExpression")
    return isHarmless(expression.consequent) && isHarmless(expression.alternate);
  const value = literalValue(expression);
  return typeof value === "string" && /^[\w .-]+$/.test(value);
}

/** Imports what the generated code uses. */
export function importLine(code: string): string {
  const names = new Set([...code.matchAll(/\$bunsen_(\w+)/g)].map(([, name]) => name));
  const list = [...names].map((name) => `${name} as ${PREFIX}${name}`);
  return `import{${list.join(",")}}from${JSON.stringify(MODULE)};`;
}
