import type { ESTree } from "vite";

/** The value is unknown without running the code. */
export const NOT_LITERAL = Symbol("not literal");

/** The value of a literal, or of an object or array of literals. */
export function literalValue(node: ESTree.Node): unknown {
  switch (node.type) {
    case "Literal":
      return isPlain(node.value) ? node.value : NOT_LITERAL;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? NOT_LITERAL) : NOT_LITERAL;
    case "UnaryExpression":
      return unary(node);
    case "ObjectExpression":
      return literalObject(node);
    default:
      return NOT_LITERAL;
  }
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function unary({ operator, argument }: ESTree.UnaryExpression): unknown {
  const value = literalValue(argument);
  if (operator === "-" && typeof value === "number") return -value;
  // Minifiers write `true` and `undefined` like this.
  if (operator === "!" && typeof value === "number") return !value;
  return operator === "void" && value !== NOT_LITERAL ? undefined : NOT_LITERAL;
}

function literalObject(node: ESTree.ObjectExpression): unknown {
  const object: Record<string, unknown> = {};
  for (const property of node.properties) {
    const name = property.type === "Property" ? propertyName(property) : undefined;
    if (property.type !== "Property" || name === undefined || name in object) return NOT_LITERAL;
    const value = literalValue(property.value);
    if (value === NOT_LITERAL) return NOT_LITERAL;
    object[name] = value;
  }
  return object;
}

/** The name of a property that is written out; `undefined` for accessors, methods, computed names and `__proto__`. */
export function propertyName(property: ESTree.ObjectProperty): string | undefined {
  if (property.kind !== "init" || property.computed || property.method) return undefined;
  const { key } = property;
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? key.value : undefined;
  return typeof name === "string" && name !== "__proto__" ? name : undefined;
}
