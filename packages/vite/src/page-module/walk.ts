import type { ESTree } from "vite";

/** The direct child nodes, in no particular order. */
export function childrenOf(node: ESTree.Node): ESTree.Node[] {
  const children: ESTree.Node[] = [];
  for (const key in node) {
    const value: unknown = node[key as keyof ESTree.Node];
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) children.push(value);
    } else for (const item of value) if (isNode(item)) children.push(item);
  }
  return children;
}

function isNode(value: unknown): value is ESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/**
 * Visits a node and all nodes below it.
 *
 * @param enter called before a node's children; false skips them
 */
export function walk(node: ESTree.Node, enter: (node: ESTree.Node) => boolean): void {
  if (enter(node)) for (const child of childrenOf(node)) walk(child, enter);
}
