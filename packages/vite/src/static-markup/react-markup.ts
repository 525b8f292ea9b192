import type { ESTree } from "vite";
import type { AppReact } from "./app-react.ts";
import type { ChosenWriter } from "./attribute-writers.ts";
import { type HostChild, type HostElement, holesOf } from "./host-tree.ts";

/** A place for a value. */
export interface MarkupHole {
  /** Counts the tree's values in the order in which they are evaluated. */
  index: number;
  expression: ESTree.Expression;
  /** `undefined` for a child. */
  attribute: ChosenWriter | undefined;
}

/** The markup of a tree, split at its values. */
export interface TreeMarkup {
  /** One more than there are holes. */
  pieces: string[];
  /** By place in the markup. */
  holes: MarkupHole[];
}

/** Marks of a child and of an attribute; neither can occur in escaped text. */
const CHILD_HOLE = "bunsen-hole";
const ATTRIBUTE_HOLE = "data-bunsen-hole-";
const HOLES = new RegExp(`<${CHILD_HOLE} data-index="(\\d+)"></${CHILD_HOLE}>| ${ATTRIBUTE_HOLE}(\\d+)=""`);

/**
 * Lets React render a tree, with marks in the places of its values.
 *
 * @returns `undefined` if React refuses the tree: its error belongs to the request that renders it
 */
export function markupOf(
  tree: HostElement,
  react: AppReact,
  writerOf: (tag: string, name: string) => ChosenWriter | undefined,
): TreeMarkup | undefined {
  const values = holesOf(tree);
  const indexes = new Map(values.map((expression, index) => [expression.start, index]));
  const attributes = new Map<number, ChosenWriter | undefined>();
  const elementOf = (node: HostChild): unknown => {
    if (node.kind === "text") return node.text;
    if (node.kind === "hole")
      return react.createElement(CHILD_HOLE, { "data-index": indexes.get(node.expression.start) });
    const props: Record<string, unknown> = {};
    for (const { name, value } of node.attributes) {
      if (value.kind === "literal") {
        props[name] = value.value;
        continue;
      }
      const index = indexes.get(value.expression.start) ?? -1;
      attributes.set(index, writerOf(node.tag, name));
      props[`${ATTRIBUTE_HOLE}${index}`] = "";
    }
    return react.createElement(node.tag, props, ...node.children.map(elementOf));
  };
  try {
    return split(react.renderToString(elementOf(tree)), values, attributes);
  } catch {
    return undefined;
  }
}

function split(
  html: string,
  values: readonly ESTree.Expression[],
  attributes: ReadonlyMap<number, ChosenWriter | undefined>,
): TreeMarkup {
  const [first = "", ...parts] = html.split(HOLES);
  const markup: TreeMarkup = { pieces: [first], holes: [] };
  for (let at = 0; at < parts.length; at += 3) {
    const index = Number(parts[at] ?? parts[at + 1]);
    const expression = values[index];
    const piece = parts[at + 2] ?? "";
    const attribute = attributes.get(index);
    if (expression === undefined) throw new Error(`the markup has no value ${index}`);
    // React writes nothing for these.
    if (attribute && attribute.writer === undefined) {
      markup.pieces[markup.pieces.length - 1] += piece;
      continue;
    }
    markup.holes.push({ index, expression, attribute });
    markup.pieces.push(piece);
  }
  return markup;
}
