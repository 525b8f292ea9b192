import { clip, inspectValue } from "../util/inspect-value.ts";
import { StackSampler } from "./log-sampling.ts";
import { type DescribeStack, describeThrown, messageOf } from "./thrown.ts";

/** Writes one line for each call. No method throws, whatever it gets. */
export interface Log {
  /** Writes to standard output. */
  info(message: string, fields?: LogFields): void;
  /** Writes to standard error. */
  warn(message: string, fields?: LogFields): void;
  /** Writes to standard error. */
  error(message: string, fields?: LogFields): void;
}

/**
 * Values besides the message: `key=value` in text, members of the object in JSON. The field `stack` is written on lines of its
 * own in text. Fields that are `undefined` are not written.
 */
export type LogFields = Record<string, string | number | boolean | undefined>;

type Level = "info" | "warn" | "error";

/** Of a message, and of the value of a field. */
const MAX_CHARACTERS = 32_768;

/** Keys that each JSON line has already, and the one that would set the prototype of a reader's object. */
const RESERVED = new Set(["time", "level", "message", "__proto__"]);

/**
 * Escapes control characters, which could forge log lines or control a terminal, and bidirectional formatting characters,
 * which change the order in which a line is shown. Tabs and line breaks stay.
 */
function escapeControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * The text form of one log line: `message key=value`. A stack follows on lines that begin with a space, so that they differ
 * from the first line of an event.
 */
export function formatText(message: string, fields: LogFields = {}): string {
  let line = escapeControls(textOf(message)).replaceAll("\n", "\\n");
  let stack = "";
  for (const [key, value] of entriesOf(fields)) {
    if (value === undefined) continue;
    if (key === "stack") stack = `\n${indent(escapeControls(String(value)))}`;
    else line += ` ${showKey(key)}=${escapeControls(oneWord(String(value)))}`;
  }
  return line + stack;
}

/** Quotes a value with white space, which would look like several fields. */
function oneWord(value: string): string {
  return /[\s"]/.test(value) ? JSON.stringify(value) : value;
}

function showKey(key: string): string {
  return /^[\w.:-]+$/.test(key) ? key : escapeControls(JSON.stringify(key));
}

function indent(text: string): string {
  return text.replaceAll(/^(?=\S)/gm, "  ");
}

/** The JSON form of one log line (`LOG=json`). A field with a reserved name gets `_` at its end. */
export function formatJson(level: Level, message: string, fields: LogFields = {}, time = new Date()): string {
  const line: Record<string, unknown> = { time: time.toISOString(), level, message: textOf(message) };
  for (const [key, value] of entriesOf(fields)) line[RESERVED.has(key) ? `${key}_` : key] = value;
  return escapeControls(JSON.stringify(line));
}

/** Makes fields of the declared types from any value: writing a line must not run user code, and must be bounded. */
function entriesOf(fields: LogFields): [key: string, value: LogFields[string]][] {
  try {
    return Object.entries(fields ?? {}).map(([key, value]) => [
      clip(key, 200),
      typeof value === "number" || typeof value === "boolean" || value === undefined ? value : textOf(value),
    ]);
  } catch (error) {
    return [["fields", `could not be read: ${messageOf(error)}`]];
  }
}

function textOf(value: unknown): string {
  return clip(typeof value === "string" ? value : inspectValue(value), MAX_CHARACTERS);
}

const sampler = new StackSampler();

/** Replaces a stack that was recently written several times by its first line and a count; the other fields stay. */
export function withoutRepeatedStack(
  fields: LogFields,
  now = Date.now(),
  stacks: StackSampler = sampler,
): LogFields {
  const { stack, ...others } = fields;
  const repeated = typeof stack === "string" ? stacks.repeats(stack, now) : 0;
  if (repeated === 0) return fields;
  return { ...others, error: String(stack).split("\n", 1)[0], repeated };
}

/** In every line of this process. */
let ofProcess: LogFields | undefined;

/** From now on every line of the log has these fields, which say which of several processes has written it. */
export function setLogFields(fields: LogFields): void {
  ofProcess = fields;
}

let readContext: (() => LogFields | undefined) | undefined;

/** From now on, lines get these fields, too, such as the ids of a trace. It must not throw. */
export function setLogContext(read: () => LogFields | undefined): void {
  readContext = read;
}

function write(level: Level, message: string, own?: LogFields): void {
  const context = readContext?.();
  const given = context || ofProcess ? { ...ofProcess, ...context, ...own } : own;
  const fields = process.env.NODE_ENV === "production" && given ? withoutRepeatedStack(given) : given;
  const line = process.env.LOG === "json" ? formatJson(level, message, fields) : formatText(message, fields);
  if (level === "info") console.log(line);
  else console.error(line);
}

/** Bunsen's logger: text by default, JSON lines (https://jsonlines.org) with the environment variable `LOG=json`. */
export const log: Log = {
  info: (message, fields) => write("info", message, fields),
  warn: (message, fields) => write("warn", message, fields),
  error: (message, fields) => write("error", message, fields),
};

let describe: DescribeStack | undefined;

/** From now on, errors in the log are described by this function, which refers to the source files. It must not throw. */
export function setStackDescriber(given: DescribeStack): void {
  describe = given;
}

/** Fields that describe a thrown value: its stack, or the value itself if it is not an `Error`. Never throws. */
export function errorFields(error: unknown): LogFields {
  return { stack: describeThrown(error, describe) };
}
