import type { ESTree } from "vite";

/** A quick check for what `import.meta` has besides Vite's own properties, and for the variables of CommonJS like it. */
export const MENTIONS_LOCATION =
  /\b__(?:dir|file)name\b|\bimport\.meta\b(?!\s*\.\s*(?:env|hot|glob|vitest)\b)/;

/** `import.meta` */
export function isImportMeta(node: ESTree.Node): boolean {
  return node.type === "MetaProperty" && node.meta.name === "import";
}

/** `dirname` of `import.meta.dirname` and `import.meta["dirname"]`. */
export function metaProperty(node: ESTree.Node): string | undefined {
  if (node.type !== "MemberExpression" || !isImportMeta(node.object)) return undefined;
  const { property, computed } = node;
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  return textOf(property);
}

/** The value of a literal text. */
export function textOf(node: ESTree.Node | undefined): string | undefined {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node?.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}
