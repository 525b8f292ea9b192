import type { AppReact } from "./app-react.ts";
import type { ChosenWriter } from "./attribute-writers.ts";
import { type HostChild, type HostElement, holesOf } from "./host-tree.ts";

/** The markup of a tree, split where values come in. */
export interface TreeMarkup {
  /** One more than there are holes. */
  pieces: string[];
  /** By place in the markup; `index` counts the tree's values in the order in which they are evaluated. */
  holes: { index: number; attribute: ChosenWriter | undefined }[];
}

/** Where a child comes in, and where an attribute; neither can stand in escaped text. */
const CHILD_HOLE = "bunsen-hole";
const ATTRIBUTE_HOLE = "data-bunsen-hole-";
const HOLES = new RegExp(`<${CHILD_HOLE} data-index="(\\d+)"></${CHILD_HOLE}>| ${ATTRIBUTE_HOLE}(\\d+)=""`);

/**
 * Has React render a tree, with marks in the places of its values.
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
    return split(react.renderToString(elementOf(tree)), attributes);
  } catch {
    return undefined;
  }
}

function split(html: string, attributes: ReadonlyMap<number, ChosenWriter | undefined>): TreeMarkup {
  const markup: TreeMarkup = { pieces: [], holes: [] };
  const parts = html.split(HOLES);
  for (let at = 0; at < parts.length; at += 3) {
    markup.pieces.push(parts[at] ?? "");
    const [child, attribute] = [parts[at + 1], parts[at + 2]];
    if (child !== undefined) markup.holes.push({ index: Number(child), attribute: undefined });
    if (attribute !== undefined)
      markup.holes.push({ index: Number(attribute), attribute: attributes.get(Number(attribute)) });
  }
  return dropEmpty(markup);
}

/** Takes out the holes that never write anything: event handlers and refs. */
function dropEmpty({ pieces, holes }: TreeMarkup): TreeMarkup {
  const [first = "", ...rest] = pieces;
  const kept: TreeMarkup = { pieces: [first], holes: [] };
  for (const [at, hole] of holes.entries()) {
    const piece = rest[at] ?? "";
    if (hole.attribute?.writer === "noAttribute") kept.pieces[kept.pieces.length - 1] += piece;
    else {
      kept.holes.push(hole);
      kept.pieces.push(piece);
    }
  }
  return kept;
}
