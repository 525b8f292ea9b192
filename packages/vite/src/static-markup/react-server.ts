/** React's renderer, in its bundles for servers. */
export const REACT_SERVER = /[\\/]react-dom[\\/]cjs[\\/]react-dom-server[\w.-]*\.production\.js$/;

/** React's own names that the runtime's `static-markup/compiled-markup.ts` reads. */
const NAMES = ["blockedSegment", "lastPushedText", "formatContext", "replay", "chunks", "renderState"];

/**
 * Where React begins to render an element, in the variable `node`. It is found as text, because parsing a bundle of this
 * size would take longer than everything else.
 */
const PLACE =
  /^function retryNode\(request, task\) \{\s+var node = task\.node,[^{}]*\{\s+if \("object" === typeof node\) \{\s+switch \(node\.\$\$typeof\) \{\s+case REACT_ELEMENT_TYPE:/m;

/**
 * Lets an element with compiled markup write it: one call before React renders any element, whose result is what React
 * still has to render.
 *
 * @returns `undefined` if this version of React is built differently; React then renders its elements
 */
export function withMarkup(code: string): { code: string; map: null } | undefined {
  const found = PLACE.exec(code);
  if (!found || !NAMES.every((name) => code.includes(name))) return undefined;
  const end = found.index + found[0].length;
  const question =
    " if (node.writeMarkup !== undefined && (node = node.writeMarkup(request, task)) === null) return;";
  // No line moves, so no source map is needed.
  return { code: code.slice(0, end) + question + code.slice(end), map: null };
}
