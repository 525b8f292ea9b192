import { clip, inspectValue } from "../util/inspect-value.ts";

/** How many errors a description may have: the thrown one, its causes, and those of an `AggregateError`. */
const MAX_ERRORS = 10;
const MAX_CHARACTERS = 32_768;
const MAX_STACK_CHARACTERS = 16_384;
const MAX_MESSAGE_CHARACTERS = 8192;

/** Describes one error by its message, with its name, and the lines of its stack frames, each with a line break before it. */
export type DescribeStack = (message: string, frames: string) => string;

/** Precedes the further lines of a message, so that they cannot be mistaken for stack frames or lines of the log. */
const CONTINUATION = "\n  | ";

/** `instanceof Error` that never throws: the traps of a `Proxy` may throw. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

/** The message of a thrown value of any type, at most 8192 characters. Never throws. */
export function messageOf(thrown: unknown): string {
  if (!isError(thrown)) return `Thrown value: ${inspectValue(thrown)}`;
  return clip(textOf(thrown, "message"), MAX_MESSAGE_CHARACTERS);
}

/** The name of a thrown value's class, or its type; `Error` where that is no plain name. Never throws. */
export function kindOf(thrown: unknown): string {
  const name = isError(thrown) ? read(thrown, "name") : typeof thrown;
  return typeof name === "string" && /^[\w.$-]{1,80}$/.test(name) ? name : "Error";
}

/** The stack of an error, at most 16384 characters; an empty string if there is none. Never throws. */
export function rawStackOf(error: Error): string {
  const stack = read(error, "stack");
  return typeof stack === "string" ? stack.slice(0, MAX_STACK_CHARACTERS) : "";
}

/**
 * Describes a thrown value for the log: its stack, those of its causes and of the errors of an `AggregateError`, each once. The
 * length is limited (10 errors, 32768 characters), and it never throws, whatever getters and proxies of the value do.
 *
 * @param describe describes each of the errors; without it their stacks stay as they are
 */
export function describeThrown(
  thrown: unknown,
  describe: DescribeStack = (message, frames) => message + frames,
): string {
  if (!isError(thrown)) return `Thrown value: ${inspectValue(thrown)}`;
  const seen = new Set<unknown>();
  const parts: string[] = [];
  const pending: Related[] = [{ label: "", value: thrown }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (parts.length === MAX_ERRORS) {
      parts.push("… and more errors");
      break;
    }
    const { label, value } = next;
    if (!isError(value)) parts.push(label + inspectValue(value));
    else if (seen.has(value)) parts.push(`${label}an error that is shown above`);
    else {
      seen.add(value);
      parts.push(label + describeError(value, describe));
      pending.push(...relatedTo(value).reverse());
    }
  }
  return clip(parts.join("\n"), MAX_CHARACTERS);
}

interface Related {
  readonly label: string;
  readonly value: unknown;
}

/** The cause of an error, and the errors of an `AggregateError`. */
function relatedTo(error: Error): Related[] {
  const related: Related[] = [];
  const cause = read(error, "cause");
  if (cause !== undefined && cause !== null) related.push({ label: "Caused by: ", value: cause });
  const errors = read(error, "errors");
  const gathered: unknown[] = isList(errors) ? takeFirst(errors, MAX_ERRORS) : [];
  return [...related, ...gathered.map((value) => ({ label: "One of its errors: ", value }))];
}

function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function takeFirst(list: unknown[], most: number): unknown[] {
  try {
    return list.slice(0, most);
  } catch {
    return [];
  }
}

function describeError(error: Error, describe: DescribeStack): string {
  const message = textOf(error, "message");
  const name = textOf(error, "name") || "Error";
  const written = message === "" ? name : `${name}: ${message}`;
  const whole = read(error, "stack");
  if (typeof whole !== "string" || whole === "") return describe(headerOf(written), "");
  if (whole.startsWith(written)) {
    const frames = whole.slice(written.length, written.length + MAX_STACK_CHARACTERS);
    return describe(headerOf(written), frames);
  }
  // The message was changed after the stack was written.
  const stack = whole.slice(0, MAX_STACK_CHARACTERS);
  const end = firstFrame(stack);
  return describe(headerOf(stack.slice(0, end)), stack.slice(end));
}

function headerOf(text: string): string {
  return clip(text, MAX_MESSAGE_CHARACTERS).replaceAll(/\r?\n|\r/g, CONTINUATION);
}

/** The index at which the frames at the end of a stack begin. */
function firstFrame(stack: string): number {
  let end = stack.length;
  for (;;) {
    const start = stack.lastIndexOf("\n", end - 1);
    if (start < 0 || !/^\s+at /.test(stack.slice(start + 1, Math.min(end, start + 20)))) return end;
    end = start;
  }
}

/** A property that should be a string; any other value is formatted. */
function textOf(error: Error, key: "name" | "message"): string {
  const value = read(error, key);
  if (typeof value === "string") return value;
  return value === undefined ? "" : inspectValue(value);
}

/** A property whose getter may throw. */
function read(error: Error, key: "name" | "message" | "stack" | "cause" | "errors"): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}
