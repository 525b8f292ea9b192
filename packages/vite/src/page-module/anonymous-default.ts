import MagicString from "magic-string";
import type { ESTree } from "vite";
import { parseModule } from "./parse.ts";

/** A function under this name is hoisted, as a default export without a name is. */
const FUNCTION = "__bunsen_default";

/**
 * Names what a module exports as default without a name `default`, as the language does (ECMA-262 §16.2.3.7). Vite makes a
 * variable of it, whose name it would have.
 *
 * @param code JavaScript
 * @returns nothing if the default export has a name, or is not a function or class
 */
export function nameAnonymousDefault(code: string, file: string): MagicString | undefined {
  const statement = parseModule(code, file).program.body.find(
    (node) => node.type === "ExportDefaultDeclaration",
  );
  if (!statement) return undefined;
  const { declaration } = statement;
  const magic = new MagicString(code);
  if (declaration.type === "FunctionDeclaration") {
    if (declaration.id) return undefined;
    // Behind `function` or `function*`.
    const parenthesis = code.indexOf("(", declaration.start);
    magic.appendLeft(parenthesis, ` ${FUNCTION}`);
    magic.prepend(`Object.defineProperty(${FUNCTION}, "name", { value: "default", configurable: true }); `);
    return magic;
  }
  if (!isAnonymous(declaration)) return undefined;
  magic.appendLeft(declaration.start, "({ default: ");
  magic.appendRight(declaration.end, " }).default;");
  return magic;
}

function isAnonymous(node: ESTree.Node): boolean {
  if (node.type === "ParenthesizedExpression") return isAnonymous(node.expression);
  if (node.type === "ArrowFunctionExpression") return true;
  const isFunctionOrClass = /^(?:Class(?:Declaration|Expression)|FunctionExpression)$/.test(node.type);
  return isFunctionOrClass && "id" in node && node.id === null;
}
