/**
 * Writes an attribute, its leading space included.
 *
 * @returns "" where React leaves the attribute out; `undefined` for a value that is left to React
 */
export type AttributeWriter = (value: unknown) => string | undefined;

const JAVASCRIPT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them in front of a scheme
  /^[\u0000-\u001F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;

/** What React puts in place of a `javascript:` URL. */
const REFUSED =
  "javascript:throw new Error(&#x27;React has blocked a javascript: URL as a security precaution.&#x27;)";

/** Text as React escapes it, in content and in attributes. */
export function escapeText(text: string): string {
  return Bun.escapeHTML(text);
}

/** `class`, `id`, `title`: left out for `true` and `false`. */
export function plainAttribute(name: string): AttributeWriter {
  return (value) => {
    if (typeof value === "string") return ` ${name}="${escapeText(value)}"`;
    if (typeof value === "number" || typeof value === "bigint") return ` ${name}="${value}"`;
    return isLeftOut(value) || typeof value === "boolean" ? "" : undefined;
  };
}

/** `data-*`, `aria-*` and those that take a keyword: `true` and `false` are written out. */
export function keywordAttribute(name: string): AttributeWriter {
  const plain = plainAttribute(name);
  return (value) => (typeof value === "boolean" ? ` ${name}="${value}"` : plain(value));
}

/** `hidden`, `open`, `disabled`: there or not. */
export function presenceAttribute(name: string): AttributeWriter {
  return (value) => {
    if (typeof value === "object" && value !== null) return undefined;
    return value && !isLeftOut(value) ? ` ${name}=""` : "";
  };
}

/** `download`: `true` stands for an empty value, `false` for none. */
export function overloadedAttribute(name: string): AttributeWriter {
  const plain = plainAttribute(name);
  return (value) => (value === true ? ` ${name}=""` : plain(value));
}

/** `href` of a link: what runs as script is refused. */
export function urlAttribute(name: string): AttributeWriter {
  const plain = plainAttribute(name);
  return (value) =>
    typeof value === "string" && JAVASCRIPT.test(value) ? ` ${name}="${REFUSED}"` : plain(value);
}

/** `rowSpan` and `start`: left out unless a number. */
export function numericAttribute(name: string): AttributeWriter {
  const plain = plainAttribute(name);
  return (value) => {
    if (typeof value === "boolean") return undefined;
    return (typeof value === "string" || typeof value === "number") && Number.isNaN(Number(value))
      ? ""
      : plain(value);
  };
}

/** Event handlers: nothing is written, whatever the value. */
export function noAttribute(): AttributeWriter {
  return () => "";
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "function" || typeof value === "symbol";
}
