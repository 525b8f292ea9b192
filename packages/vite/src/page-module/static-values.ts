import type { ESTree } from "vite";
import { nameOf } from "./statements.ts";

/** The declaration of one of the module's own names. */
export type Lookup = (name: string) => ESTree.Node | undefined;

/** What is known of an object without running code. */
export interface StaticValues {
  values: Record<string, unknown>;
  /** Keys whose values are known only at run time; `*` where any key may be set. */
  atRunTime: string[];
}

/** The value is unknown without running the code. */
const UNKNOWN = Symbol("unknown");

/** Levels of nested objects that are read. A limit is needed, because a constant may refer to itself. */
const DEEPEST = 16;

/** Reads the literals of an object expression, following the module's own constants. */
export function staticValues(object: ESTree.ObjectExpression, lookup: Lookup, depth = 0): StaticValues {
  const values: [string, unknown][] = [];
  const atRunTime = new Set<string>();
  for (const property of object.properties) {
    const key = property.type === "Property" && property.kind === "init" ? keyOf(property) : undefined;
    if (property.type !== "Property" || key === undefined) {
      atRunTime.add("*");
      continue;
    }
    const value = valueOfNode(property.value, lookup, depth + 1);
    if (value === UNKNOWN) atRunTime.add(key);
    else values.push([key, value]);
  }
  return { values: Object.fromEntries(values), atRunTime: [...atRunTime] };
}

function valueOfNode(expression: ESTree.Node, lookup: Lookup, depth: number): unknown {
  if (depth > DEEPEST) return UNKNOWN;
  const node = resolve(expression, lookup);
  switch (node?.type) {
    case "Literal":
      return isPlain(node.value) ? node.value : UNKNOWN;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : UNKNOWN;
    case "UnaryExpression":
      return node.operator === "-"
        ? calculate("-", 0, valueOfNode(node.argument, lookup, depth + 1))
        : UNKNOWN;
    case "BinaryExpression":
      return calculate(
        node.operator,
        valueOfNode(node.left, lookup, depth + 1),
        valueOfNode(node.right, lookup, depth + 1),
      );
    case "ArrayExpression":
      return listOf(node, lookup, depth);
    case "ObjectExpression": {
      const { values, atRunTime } = staticValues(node, lookup, depth);
      return atRunTime.length === 0 ? values : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** Whether JSON can represent a literal; a regular expression is a literal, too. */
function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function listOf({ elements }: ESTree.ArrayExpression, lookup: Lookup, depth: number): unknown {
  const values = elements.map((element) => (element ? valueOfNode(element, lookup, depth + 1) : UNKNOWN));
  return values.includes(UNKNOWN) ? UNKNOWN : values;
}

/** Durations are written as `60 * 60`. */
function calculate(operator: string, left: unknown, right: unknown): unknown {
  if (typeof left !== "number" || typeof right !== "number") return UNKNOWN;
  switch (operator) {
    case "*":
      return left * right;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "/":
      return left / right;
    default:
      return UNKNOWN;
  }
}

/** The expression of a declarator or identifier, followed through the module's own constants. */
export function resolve(
  node: ESTree.Node | null | undefined,
  lookup: Lookup,
  depth = 0,
): ESTree.Node | undefined {
  if (!node || depth > 10) return undefined;
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
      return resolve(node.expression, lookup, depth);
    case "VariableDeclarator":
      return node.id.type === "Identifier" ? resolve(node.init, lookup, depth) : undefined;
    case "Identifier":
      return resolve(lookup(node.name), lookup, depth + 1) ?? node;
    default:
      return node;
  }
}

export function keyOf({ key, computed }: ESTree.ObjectProperty): string | undefined {
  if (key.type === "Literal") return String(key.value);
  return key.type === "Identifier" && !computed ? nameOf(key) : undefined;
}
