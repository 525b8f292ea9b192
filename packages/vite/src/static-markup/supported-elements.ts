/** Elements that React moves, merges or treats as the document's own. */
const REACTS_TAGS = new Set("html head body title meta link script style base menuitem keygen".split(" "));

const TAG = /^[a-zA-Z][a-zA-Z\d]*$/;

const ACTIONS = ["name", "formAction", "formEncType", "formMethod", "formTarget"];

/** Attributes that React writes behind all others, in this order. */
const LAST_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  button: ACTIONS,
  form: ["action", "encType", "method", "target"],
  input: [...ACTIONS, "checked", "defaultChecked", "value", "defaultValue"],
  option: ["selected"],
};

/** Of these pairs React writes one. */
const ALTERNATIVES: Readonly<Record<string, readonly [string, string][]>> = {
  input: [
    ["checked", "defaultChecked"],
    ["value", "defaultValue"],
  ],
  textarea: [["value", "defaultValue"]],
};

/** Attributes that decide what React writes elsewhere. */
const REACTS_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  select: ["value", "defaultValue"],
};

const ATTRIBUTE_NAME = /^[a-zA-Z][a-zA-Z0-9-]*$/;

/** Whether the build can compile elements of this tag. */
export function isSupportedTag(tag: string): boolean {
  return TAG.test(tag) && !REACTS_TAGS.has(tag);
}

export function isSupportedAttribute(tag: string, name: string): boolean {
  return ATTRIBUTE_NAME.test(name) && !REACTS_ATTRIBUTES[tag]?.includes(name);
}

/** Whether an element has attributes of which React writes only one. */
export function hasAlternatives(tag: string, names: ReadonlySet<string>): boolean {
  return ALTERNATIVES[tag]?.some(([one, other]) => names.has(one) && names.has(other)) ?? false;
}

/** Attributes in the order in which React writes them. */
export function inOrder<Attribute extends { name: string }>(
  tag: string,
  attributes: readonly Attribute[],
): Attribute[] {
  const last = LAST_ATTRIBUTES[tag];
  if (!last) return [...attributes];
  return [...attributes].sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name));
}

/** Whether React takes a function as the value, and writes markup of its own for it. */
export function isAction(tag: string, name: string): boolean {
  return name === (tag === "form" ? "action" : "formAction");
}
