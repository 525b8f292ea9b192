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

/** What React does with elements of a tag. */
export interface Tag {
  /** Whether React writes them like a `div`, or like a `br`. */
  readonly isPlain: boolean;
  readonly isVoid: boolean;
  /** `<name` */
  readonly start: string;
  /** The end tag; empty for void elements. */
  readonly end: string;
}

export function readTag(name: string): Tag {
  const isVoid = isVoidTag(name);
  return { isPlain: isPlainTag(name), isVoid, start: `<${name}`, end: isVoid ? "" : `</${name}>` };
}

/** Whether React writes elements of this tag like a `div`, or like a `br`. */
export function isPlainTag(tag: string): boolean {
  return TAG.test(tag) && !SPECIAL_TAGS.has(tag);
}

export function isVoidTag(tag: string): boolean {
  return VOID_TAGS.has(tag);
}
