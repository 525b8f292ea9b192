import { basename, dirname, join, resolve } from "node:path";
import type { ESTree } from "vite";
import { metaProperty, textOf } from "./import-meta.ts";

/** What an expression is when it runs in its source: an absolute path, or the URL of one. */
export interface SourceValue {
  kind: "url" | "path";
  path: string;
}

/** Handled elsewhere, or the same everywhere. */
export const HARMLESS = "harmless";

/** A name that stays what it is: that of a file. */
export interface SourceName {
  kind: "name";
  name: string;
}

/**
 * What an expression is that contains another one whose value is known; nothing if it is not a path any more, or one that
 * cannot be known.
 */
export function evaluateStep(
  node: ESTree.Node,
  operand: ESTree.Node,
  value: SourceValue,
): SourceValue | SourceName | typeof HARMLESS | undefined {
  switch (node.type) {
    case "TSAsExpression":
    case "TSTypeAssertion":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "ParenthesizedExpression":
      return value;
    case "UnaryExpression":
      return node.operator === "typeof" ? HARMLESS : undefined;
    case "NewExpression":
      return value.kind === "url" && isUrl(node) ? ofUrl(node, operand, value) : undefined;
    case "MemberExpression":
      return value.kind === "url" && operand.type === "NewExpression" ? partOfUrl(node, value) : undefined;
    case "CallExpression":
      return node.arguments[0] === operand ? evaluateCall(node, operand, value) : undefined;
    case "BinaryExpression":
      return node.operator === "+" && node.left === operand ? extended(value, textOf(node.right)) : undefined;
    case "TemplateLiteral": {
      const [before, after] = node.quasis;
      const isStart = node.expressions.length === 1 && before?.value.cooked === "";
      return isStart ? extended(value, after?.value.cooked ?? undefined) : undefined;
    }
    default:
      return undefined;
  }
}

function isUrl({ callee }: ESTree.NewExpression): boolean {
  return callee.type === "Identifier" && callee.name === "URL";
}

/** `new URL("./file", import.meta.url)` is handled elsewhere; `new URL(import.meta.url)` is the same URL. */
function ofUrl({ arguments: [first, base] }: ESTree.NewExpression, operand: ESTree.Node, value: SourceValue) {
  if (base === operand) return isPlainUrl(operand) ? HARMLESS : undefined;
  return first === operand && base === undefined ? value : undefined;
}

/** `import.meta.url`, as those who read it know it: not by way of a constant. */
function isPlainUrl(node: ESTree.Node): boolean {
  return node.type === "MemberExpression" && !node.computed && metaProperty(node) === "url";
}

/** The same, or a path of the module itself. */
function isPlainFile(node: ESTree.Node): boolean {
  if (node.type === "Identifier") return node.name === "__filename";
  return isPlainUrl(node) || ["filename", "path"].includes(metaProperty(node) ?? "");
}

/** `new URL(import.meta.url).pathname` */
function partOfUrl({ property }: ESTree.MemberExpression, value: SourceValue): SourceValue | undefined {
  const name = property.type === "Identifier" ? property.name : undefined;
  if (name === "href") return value;
  return name === "pathname" ? { ...value, kind: "path" } : undefined;
}

function evaluateCall(
  { callee, arguments: [, ...rest] }: ESTree.CallExpression,
  operand: ESTree.Node,
  value: SourceValue,
): SourceValue | SourceName | typeof HARMLESS | undefined {
  const name = calledName(callee);
  if (name === "createRequire") return isPlainFile(operand) ? HARMLESS : undefined;
  if (value.kind === "url") {
    return name === "fileURLToPath" && rest.length === 0 ? { ...value, kind: "path" } : undefined;
  }
  const { path } = value;
  if (name === "dirname" && rest.length === 0) return { kind: "path", path: dirname(path) };
  if (name === "basename" && rest.length === 0) return { kind: "name", name: basename(path) };
  if (name !== "join" && name !== "resolve") return undefined;
  const parts = rest.map(textOf).filter((part) => part !== undefined);
  if (parts.length < rest.length) return undefined;
  return { kind: "path", path: name === "join" ? join(path, ...parts) : resolve(path, ...parts) };
}

/** `join` of `join(…)` and of `path.join(…)`. */
function calledName(callee: ESTree.Expression): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.computed) return undefined;
  return callee.property.type === "Identifier" ? callee.property.name : undefined;
}

function extended({ kind, path }: SourceValue, text: string | undefined): SourceValue | undefined {
  return kind === "path" && text !== undefined ? { kind, path: path + text } : undefined;
}
