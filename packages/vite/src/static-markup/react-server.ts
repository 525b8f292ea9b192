/** React's server renderer, in the bundles whose output is strings. */
export const REACT_SERVER =
  /[\\/]react-dom[\\/]cjs[\\/]react-dom-server(\.bun|-legacy\.browser|-legacy\.node)\.production\.js$/;

export const HOOK_MODULE = "@bunsen/runtime/internal/react-hook";

/** Functions of React that the runtime's `static-markup` calls. */
const FUNCTIONS = [
  "renderNode(request, task, node, childIndex)",
  "pushTreeContext(baseContext, totalChildren, index)",
  "getChildFormatContext(parentContext, type, props)",
  "pushStartInstance(",
  "pushAttribute(target, name, value)",
];

/** React's own names that it reads. */
const NAMES = [
  "blockedSegment",
  "lastPushedText",
  "formatContext",
  "treeContext",
  "keyPath",
  "replay",
  "chunks",
  "renderState",
  "resumableState",
  "trackedPostpones",
  "viewTransition",
  "hoistableState",
  "blockedPreamble",
];

/**
 * Where React begins to render an element, in the variable `node`. It is found as text, because parsing a bundle of this
 * size would take longer than everything else.
 */
const PLACE =
  /^function retryNode\(request, task\) \{\s+var node = task\.node,\s+childIndex = task\.childIndex[^{}]*\{\s+if \("object" === typeof node\) \{\s+switch \(node\.\$\$typeof\) \{\s+case REACT_ELEMENT_TYPE:/m;

/**
 * Lets templates write into React's output: one call before React renders any element, which says whether the element is
 * written.
 *
 * @returns `undefined` if this version of React is built differently
 */
export function withTemplates(code: string): string | undefined {
  const found = PLACE.exec(code);
  const hasAll =
    FUNCTIONS.every((start) => code.includes(`\nfunction ${start}`)) &&
    NAMES.every((name) => code.includes(name)) &&
    code.includes("unitlessNumbers = new Set(");
  if (!found || !hasAll) return undefined;
  const end = found.index + found[0].length;
  const question = " if ($bunsenHook(request, task, node, childIndex)) return;";
  // No line moves, so no source map is needed. The functions are declarations, which are there from the start.
  const names = FUNCTIONS.map((start) => start.slice(0, start.indexOf("(")));
  const members = [...names, "get unitlessNumbers() { return unitlessNumbers; }"].join(", ");
  const connection = ` var $bunsenHook = require(${JSON.stringify(HOOK_MODULE)}).connect({ ${members} });`;
  return `${code.slice(0, end)}${question}${code.slice(end).trimEnd()}${connection}\n`;
}
