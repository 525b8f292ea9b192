import type { HostElement } from "./host-tree.ts";
import { holesOf } from "./host-tree.ts";
import type { TreeMarkup } from "./react-markup.ts";

/** What the values of a template are called in its own code. */
export const VALUES = "$bunsenValues";

const MODULE = "@bunsen/runtime/markup";

/** The functions of the runtime, by the names that written code has for them. */
const FUNCTIONS = {
  $bunsenMarkup: "markup",
  $bunsenComponent: "component",
  $bunsenTemplate: "template",
};

/**
 * The declaration of a template: made when it is first used, and hoisted, because a module's functions may be called
 * before its own code has run.
 *
 * @param original the call of `jsx` with the values in the places of its expressions
 */
export function templateText(
  number: number,
  tree: HostElement,
  markup: TreeMarkup,
  original: string,
): string {
  const holes = markup.holes.map(({ index, attribute }) =>
    attribute ? `[${index},$bunsen_${attribute.writer}(${JSON.stringify(attribute.html)})]` : `${index}`,
  );
  const parts = [
    JSON.stringify(tree.tag),
    `[${markup.pieces.map((piece) => JSON.stringify(piece)).join(",")}]`,
    `[${holes.join(",")}]`,
    `${VALUES}=>${original}`,
    ...keyText(tree),
  ];
  return `var $bunsen${number};function $bunsenTemplate${number}(){return $bunsenTemplate(${parts.join(",")})}`;
}

function keyText(tree: HostElement): string[] {
  const { key } = tree;
  if (!key) return [];
  if (key.kind === "hole") return [String(holesOf(tree).indexOf(key.expression))];
  return key.value === undefined ? [] : [JSON.stringify(`${key.value}`)];
}

/** Imports what the written code uses. */
export function importLine(templates: readonly string[]): string {
  const writers = new Set(
    templates.flatMap((text) => [...text.matchAll(/\$bunsen_(\w+)\(/g)].map(([, name]) => name)),
  );
  const names = [
    ...Object.entries(FUNCTIONS).map(([local, imported]) => `${imported} as ${local}`),
    ...[...writers].map((name) => `${name} as $bunsen_${name}`),
  ];
  return `import{${names.join(",")}}from${JSON.stringify(MODULE)};`;
}
