import type { ESTree } from "vite";
import type { ReactAttributes } from "./attribute-writers.ts";
import { isContentAttribute, type TreeAttribute } from "./host-tree.ts";
import { literalValue } from "./literals.ts";
import { isAction } from "./supported-elements.ts";

/** Prefix of the names that generated code gives to the runtime's functions. */
export const PREFIX = "$bunsen_";

/** Functions of the runtime that write each text that is neither empty nor a URL. */
const WRITES_ANY_TEXT: ReadonlySet<string> = new Set([
  "plainAttribute",
  "keywordAttribute",
  "urlAttribute",
  "resourceAttribute",
  "overloadedAttribute",
]);

/** Expressions for an attribute whose value is known at run time. */
interface AttributeCode {
  /** What a variable is set to. */
  value: string;
  /** Whether only React can write the attribute. */
  needsReact: ((variable: string) => string) | undefined;
  /** The HTML. */
  term(variable: string): string;
}

/** @returns `undefined` for what is known at build time, and for what React never writes */
export function attributeCode(
  tag: string,
  { name, value }: TreeAttribute,
  props: string,
  react: ReactAttributes,
): AttributeCode | undefined {
  if (value.kind === "literal") return undefined;
  const read = member(props, name);
  const isUndefined = (variable: string) => `${variable}===undefined`;
  const itself = (variable: string) => variable;
  if (name === "style")
    return { value: `${PREFIX}styleAttribute(${read},f)`, needsReact: isUndefined, term: itself };
  if (name === "dangerouslySetInnerHTML")
    return { value: `${PREFIX}innerHtml(${read})`, needsReact: isUndefined, term: itself };
  if (tag === "textarea" && isContentAttribute(tag, name))
    return { value: `${PREFIX}areaText(${read})`, needsReact: isUndefined, term: itself };
  const writer = react.writerOf(tag, name);
  if (!writer?.name) return undefined;
  const { start, name: writerName } = writer;
  const isSafe = WRITES_ANY_TEXT.has(writerName) && isHarmless(value.expression);
  const check = isAction(tag, name) ? "isAction" : "isObject";
  return {
    value: read,
    needsReact: isPrimitive(value.expression)
      ? undefined
      : (variable: string) => `${PREFIX}${check}(${variable})`,
    term: (variable: string) =>
      isSafe
        ? `${JSON.stringify(start)}+${variable}+'"'`
        : `${PREFIX}${writerName}(${JSON.stringify(start)},${variable})`,
  };
}

/** The code that reads a property. */
export function member(object: string, name: string): string {
  return /^[a-zA-Z]+$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

/** Whether an expression is one of several literal strings without special characters of HTML. */
function isHarmless(expression: ESTree.Expression): boolean {
  if (expression.type === "ConditionalExpression")
    return isHarmless(expression.consequent) && isHarmless(expression.alternate);
  const value = literalValue(expression);
  return typeof value === "string" && /^[\w .-]+$/.test(value);
}

/** Whether the value of an expression is no object, whatever its parts are. */
function isPrimitive(expression: ESTree.Expression): boolean {
  switch (expression.type) {
    case "ConditionalExpression":
      return isPrimitive(expression.consequent) && isPrimitive(expression.alternate);
    case "TemplateLiteral":
    case "BinaryExpression":
    case "UnaryExpression":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return true;
    default:
      return expression.type === "Literal" && typeof expression.value !== "object";
  }
}
