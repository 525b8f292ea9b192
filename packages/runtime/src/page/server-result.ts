import type { ServerResult } from "../api/types.ts";
import { RETURNED_CACHE_RULES } from "../cache/model/rules.ts";
import { errors } from "../diagnostics/errors.ts";
import { showValue } from "../options/checks.ts";
import { checkObject, isBoolean, isFunction, isText, objectOf, rules } from "../options/rules.ts";
import { isPlainObject } from "../util/plain-object.ts";

const isNumber = (expected: string) => ({
  expected,
  accepts: (value: unknown) => typeof value === "number",
});

const RESULT = rules<keyof ServerResult>({
  ...RETURNED_CACHE_RULES,
  props: { expected: "a plain object of props, awaited if it is a promise", accepts: isPlainObject },
  query: {
    expected: "a plain object of strings and lists of strings",
    accepts: (value) => isPlainObject(value) && Object.values(value).every(isQueryValue),
  },
  redirect: objectOf<keyof NonNullable<ServerResult["redirect"]>>(
    "an object with a destination, or leave it out",
    {
      destination: { expected: 'a path such as "/login"', accepts: isText.accepts },
      permanent: isBoolean,
      status_code: isNumber("300, 301, 302, 303, 307 or 308"),
    },
  ),
  responseOptions: objectOf<keyof NonNullable<ServerResult["responseOptions"]>>(
    "an object with status, statusText and headers",
    {
      status: isNumber("a number"),
      statusText: isText,
      headers: { expected: "Headers, or an object or list of names and strings", accepts: isHeadersInit },
    },
  ),
  resTransform: isFunction,
});

const MISTAKES = { unknown: errors.unknownResult, invalid: errors.invalidResult };

/**
 * Checks what a server function returned, because a misspelt `redirect` in a guard must not let anybody in.
 *
 * @throws {BunsenError} NOT_A_RESULT, UNKNOWN_RESULT or INVALID_RESULT, naming file and key
 */
export function checkServerResult(result: unknown, file: string): asserts result is ServerResult {
  if (!isPlainObject(result)) throw errors.notAResult(file, kindOf(result));
  checkObject(RESULT, result, file, MISTAKES);
  const headers = (result as ServerResult).responseOptions?.headers;
  const name = headers && headerNames(headers).find((header) => BODY_HEADERS.has(header.toLowerCase()));
  if (name === undefined) return;
  throw errors.invalidResult(file, "responseOptions.headers", `headers with ${name}`, HEADERS_TO_COPY);
}

/** Headers that describe the bytes which Bunsen makes of the page, and the connection. */
const BODY_HEADERS = new Set(["content-encoding", "content-length", "transfer-encoding", "connection"]);
const HEADERS_TO_COPY =
  "headers without it, because Bunsen sets it. Of a fetched response, copy only the headers that the page needs";

function headerNames(headers: HeadersInit): string[] {
  if (headers instanceof Headers) return [...headers.keys()];
  return Array.isArray(headers) ? headers.map(([name]) => String(name)) : Object.keys(headers);
}

/** Without what it holds, which may be nobody's business. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? showValue(value) : typeof value;
}

function isQueryValue(value: unknown): boolean {
  return (
    value === undefined || isText.accepts(value) || (Array.isArray(value) && value.every(isText.accepts))
  );
}

/** What `new Headers()` takes, without what it would turn into words such as "undefined". */
function isHeadersInit(value: unknown): boolean {
  if (value instanceof Headers) return true;
  const lines = Array.isArray(value) ? value : isPlainObject(value) ? Object.entries(value) : [undefined];
  return lines.every((line) => Array.isArray(line) && line.length === 2 && line.every(isHeaderText));
}

function isHeaderText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
