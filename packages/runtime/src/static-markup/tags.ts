/** How many names of tags and attributes are remembered. Programs use fewer; a visitor's must not fill the memory. */
export const MAX_NAMES = 2000;

/**
 * Tags that React treats in ways of its own: resources and metadata, form controls, the document's own, `pre` with its
 * first newline, and `object` with its URL.
 */
const SPECIAL_TAGS = new Set(
  [
    "html head body title meta link script style base img pre listing menuitem object",
    "textarea select option form keygen",
  ]
    .join(" ")
    .split(" "),
);

/** React writes these without children and without an end tag. */
const VOID_TAGS = new Set("area br col embed hr img input param source track wbr".split(" "));

const TAG = /^[a-zA-Z][a-zA-Z\d]*$/;

interface Tag {
  isPlain: boolean;
  isVoid: boolean;
  start: string;
  end: string;
}

const tags = new Map<string, Tag>();

/** Whether React writes elements of this tag like a `div`, or like a `br`. */
export function isPlainTag(tag: string): boolean {
  return tagOf(tag).isPlain;
}

export function isVoidTag(tag: string): boolean {
  return tagOf(tag).isVoid;
}

export function startTag(tag: string): string {
  return tagOf(tag).start;
}

export function endTag(tag: string): string {
  return tagOf(tag).end;
}

function tagOf(name: string): Tag {
  const known = tags.get(name);
  if (known !== undefined) return known;
  const isVoid = VOID_TAGS.has(name);
  const isPlain = TAG.test(name) && !SPECIAL_TAGS.has(name);
  const tag = { isPlain, isVoid, start: `<${name}`, end: isVoid ? "" : `</${name}>` };
  if (tags.size < MAX_NAMES) tags.set(name, tag);
  return tag;
}
