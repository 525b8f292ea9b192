import { readFileSync } from "node:fs";
import { type ESTree, parseSync } from "vite";

const NONE: ReadonlySet<string> = new Set();

/**
 * Exports that a script in CommonJS has whenever it can be loaded: its own statements set them, outside of functions and
 * conditions. Most compilers write them so. There may be others, which only loading can tell.
 *
 * @param file absolute
 */
export function certainNames(file: string): ReadonlySet<string> {
  const code = readFileSync(file, "utf8");
  // Its exports may be another object in the end.
  if (/\bmodule\b/.test(code)) return NONE;
  const names = new Set<string>();
  for (const statement of parseSync(file, code).program.body) {
    if (statement.type === "ExpressionStatement") addNames(statement.expression, names);
  }
  return names;
}

/** `exports.a = exports.b = void 0`, `Object.defineProperty(exports, "a", { enumerable: true, … })` */
function addNames(expression: ESTree.Expression, names: Set<string>): void {
  if (expression.type === "AssignmentExpression" && expression.operator === "=") {
    const { left, right } = expression;
    if (left.type === "MemberExpression" && !left.computed && isExports(left.object)) {
      if (left.property.type === "Identifier") names.add(left.property.name);
      addNames(right, names);
    }
  } else if (expression.type === "CallExpression" && isDefinition(expression.callee)) {
    const [target, name, descriptor] = expression.arguments;
    const isNamed = name?.type === "Literal" && typeof name.value === "string";
    if (target && isExports(target) && isNamed && isEnumerable(descriptor)) names.add(String(name.value));
  }
}

function isExports(node: ESTree.Node): boolean {
  return node.type === "Identifier" && node.name === "exports";
}

function isDefinition(callee: ESTree.Expression): boolean {
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "Object" &&
    callee.property.type === "Identifier" &&
    callee.property.name === "defineProperty"
  );
}

/** A getter that is not is no export. */
function isEnumerable(descriptor: ESTree.Node | undefined): boolean {
  if (descriptor?.type !== "ObjectExpression") return false;
  return descriptor.properties.some(
    (property) =>
      property.type === "Property" &&
      property.key.type === "Identifier" &&
      property.key.name === "enumerable" &&
      property.value.type === "Literal" &&
      property.value.value === true,
  );
}
