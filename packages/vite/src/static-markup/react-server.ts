import MagicString, { type SourceMap } from "magic-string";
import { type ESTree, parseAst } from "vite";
import { childrenOf } from "../page-module/scope.ts";

/** React's renderer, in its bundles for servers. */
export const REACT_SERVER = /[\\/]react-dom[\\/]cjs[\\/]react-dom-server[\w.-]*\.production\.js$/;

/** React's own names that `markup/writer.ts` of the runtime reads. */
const NAMES = ["blockedSegment", "lastPushedText", "formatContext", "replay", "chunks", "renderState"];

/**
 * Lets an element that knows its markup write it: one question in front of what React does with any element.
 *
 * @returns `undefined` if this React is built in another way than the ones we know; its elements are then rendered as ever
 */
export function withMarkup(code: string, file: string): { code: string; map: SourceMap } | undefined {
  if (!NAMES.every((name) => code.includes(name))) return undefined;
  const program = parseAst(code, { lang: "js", sourceType: "script" }, file);
  const places = [...elementCases(program)];
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const magic = new MagicString(code);
  magic.appendLeft(place, " if (node.writeMarkup !== undefined && node.writeMarkup(request, task)) return;");
  return { code: magic.toString(), map: magic.generateMap({ source: file, hires: "boundary" }) };
}

/** Behind `case REACT_ELEMENT_TYPE:` of `retryNode(request, task)`, whose `node` is the element. */
function* elementCases(program: ESTree.Program): Generator<number> {
  for (const statement of program.body) {
    if (statement.type !== "FunctionDeclaration" || statement.id?.name !== "retryNode") continue;
    const parameters = statement.params.map((parameter) => parameter.type === "Identifier" && parameter.name);
    if (parameters.join() === "request,task" && statement.body) yield* casesIn(statement.body);
  }
}

function* casesIn(node: ESTree.Node): Generator<number> {
  if (node.type === "SwitchStatement" && isTypeOfNode(node.discriminant)) {
    for (const { test, consequent } of node.cases) {
      const [first] = consequent;
      if (test?.type === "Identifier" && test.name === "REACT_ELEMENT_TYPE" && first) yield first.start;
    }
  }
  for (const child of childrenOf(node)) yield* casesIn(child);
}

function isTypeOfNode(node: ESTree.Node): boolean {
  if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return false;
  return (
    node.object.name === "node" && node.property.type === "Identifier" && node.property.name === "$$typeof"
  );
}
