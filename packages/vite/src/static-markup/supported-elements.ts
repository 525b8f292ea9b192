/**
 * Host elements that React's server writes like any other: attributes, children, end tag. Not included are those with
 * special treatment: resources and metadata (`img`, `link`, `title`), form controls, `pre` with its first newline,
 * custom elements, and the document's own.
 */
const FLAT_TAGS = new Set(
  [
    "a abbr address article aside b bdi bdo blockquote br caption cite code dd del details dfn dialog div dl dt em",
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i ins kbd label legend li main mark menu nav ol p q",
    "rp rt ruby s samp search section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr",
    "svg circle clipPath defs ellipse g line linearGradient mask path polygon polyline radialGradient rect stop text tspan",
  ]
    .join(" ")
    .split(" "),
);

/** React writes these without children and without an end tag. */
const VOID_TAGS = new Set(["br", "hr", "wbr"]);

/** Attributes with a special meaning to React. */
const SPECIAL_ATTRIBUTES = new Set([
  "children",
  "dangerouslySetInnerHTML",
  "innerHTML",
  "is",
  "key",
  "suppressContentEditableWarning",
  "suppressHydrationWarning",
  "contentEditable",
]);

/** Bunsen uses them as marks while React renders the markup (`react-markup.ts`). */
const ATTRIBUTE_NAME = /^(?!data-bunsen-)[a-zA-Z][a-zA-Z0-9-]*$/;

export function isFlatTag(tag: string): boolean {
  return FLAT_TAGS.has(tag);
}

export function isVoidTag(tag: string): boolean {
  return VOID_TAGS.has(tag);
}

export function isFlatAttributeName(name: string): boolean {
  return ATTRIBUTE_NAME.test(name) && !SPECIAL_ATTRIBUTES.has(name);
}
