import type { MetaFields } from "../api/page-meta.ts";
import type { HtmlAttributes } from "../api/types.ts";
import { errors } from "../diagnostics/errors.ts";
import { showValue } from "../options/checks.ts";
import { checkObject, objectOf, rules, type ValueRule } from "../options/rules.ts";
import { isPlainObject } from "../util/plain-object.ts";

/** `null` says nothing, as `undefined` does: it is what databases give for a text that is not there. */
const text: ValueRule = {
  expected: "a string",
  accepts: (value) => typeof value === "string" || value === null,
};

const META = rules<keyof MetaFields>({
  title: text,
  description: text,
  keywords: {
    expected: "a string or a list of strings",
    accepts: (value) => text.accepts(value) || (Array.isArray(value) && value.every(isString)),
  },
  author: text,
  robots: text,
  canonical: text,
  themeColor: text,
  og: objectOf<keyof NonNullable<MetaFields["og"]>>("an object", {
    title: text,
    description: text,
    image: text,
    url: text,
    type: text,
    siteName: text,
    locale: text,
  }),
  twitter: objectOf<keyof NonNullable<MetaFields["twitter"]>>("an object", {
    card: text,
    title: text,
    description: text,
    image: text,
    site: text,
    creator: text,
  }),
  alternates: {
    expected: "an object of languages and URLs",
    accepts: (value) => isPlainObject(value) && Object.values(value).every(isStringOrUndefined),
  },
  jsonLd: {
    expected: "a plain object or a list of them",
    accepts: (value) => (Array.isArray(value) ? value.every(isPlainObject) : isPlainObject(value)),
  },
});

const MISTAKES = {
  unknown: (file: string, path: string, suggestion: string) => errors.unknownMeta(file, path, suggestion),
  invalid: (file: string, path: string, shown: string, expected: string) =>
    errors.invalidExport(file, path === "" ? "meta" : `meta.${path}`, shown, expected),
};

/**
 * Checks a `meta`, or what the function returned; nothing passes.
 *
 * @throws {BunsenError} UNKNOWN_META or INVALID_EXPORT, naming file and key
 */
export function checkMeta(meta: unknown, file: string): asserts meta is MetaFields | undefined | null {
  if (meta !== undefined && meta !== null) checkObject(META, meta, file, MISTAKES);
}

/** Attributes that the types know more of than that React writes them. */
const KNOWN_ATTRIBUTES: Record<string, ValueRule> = {
  lang: text,
  className: text,
  dir: {
    expected: '"ltr", "rtl" or "auto"',
    accepts: (value) => value === null || ["ltr", "rtl", "auto"].includes(String(value)),
  },
};

const attribute: ValueRule = {
  expected: "a value that an attribute can have",
  accepts: (value) => typeof value !== "function" && typeof value !== "symbol",
};

/**
 * Checks an `htmlProps`, or what the function returned; nothing passes.
 *
 * @throws {BunsenError} INVALID_EXPORT, naming file and attribute
 */
export function checkHtmlProps(
  attributes: unknown,
  file: string,
): asserts attributes is HtmlAttributes | undefined | null {
  if (attributes === undefined || attributes === null) return;
  if (!isPlainObject(attributes)) {
    throw errors.invalidExport(file, "htmlProps", showValue(attributes), "a plain object of attributes");
  }
  for (const name in attributes) {
    const rule = (Object.hasOwn(KNOWN_ATTRIBUTES, name) && KNOWN_ATTRIBUTES[name]) || attribute;
    const value = attributes[name];
    if (value !== undefined && !rule.accepts(value)) {
      throw errors.invalidExport(file, `htmlProps.${name}`, showValue(value), rule.expected);
    }
  }
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function isStringOrUndefined(value: unknown): boolean {
  return value === undefined || isString(value);
}
