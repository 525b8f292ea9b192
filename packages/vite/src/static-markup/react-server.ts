/** React's renderer, in its bundles for servers. */
export const REACT_SERVER = /[\\/]react-dom[\\/]cjs[\\/]react-dom-server[\w.-]*\.production\.js$/;

/** React's own names that the runtime's `static-markup/compiled-markup.ts` reads. */
const NAMES = ["blockedSegment", "lastPushedText", "formatContext", "replay", "chunks", "renderState"];

/**
 * Where React begins its work on an element, whose name is then `node`. Found as text: parsing a bundle of this size would
 * take longer than all the rest.
 */
const PLACE =
  /^function retryNode\(request, task\) \{\s+var node = task\.node,[^{}]*\{\s+if \("object" === typeof node\) \{\s+switch \(node\.\$\$typeof\) \{\s+case REACT_ELEMENT_TYPE:/m;

/**
 * Lets an element that knows its markup write it: one question in front of what React does with any element, whose answer
 * is what is left to do.
 *
 * @returns `undefined` if this React is built in another way than the ones we know; its elements are then rendered as ever
 */
export function withMarkup(code: string): { code: string; map: null } | undefined {
  const found = PLACE.exec(code);
  if (!found || !NAMES.every((name) => code.includes(name))) return undefined;
  const end = found.index + found[0].length;
  const question =
    " if (node.writeMarkup !== undefined && (node = node.writeMarkup(request, task)) === null) return;";
  // No line moves, so that no map is needed, which would take longer than the rest.
  return { code: code.slice(0, end) + question + code.slice(end), map: null };
}
