import { clip, inspectValue } from "../util/inspect-value.ts";
import { StackSampler } from "./log-sampling.ts";
import type { StackMapper } from "./source-map.ts";
import { describeThrown, messageOf } from "./thrown.ts";

/** One line per event, to standard error from `warn` upwards. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Record<string, string | number | boolean | undefined>;

type Level = "info" | "warn" | "error";

/** Characters of a message, or of the value of a field. */
const MOST_CHARACTERS = 32_768;

/** Keys of a JSON line that are not the caller's to set, and the one that would set a reader's prototype. */
const RESERVED = new Set(["time", "level", "message", "__proto__"]);

/**
 * Control characters could forge log lines or drive a terminal, and those of bidirectional text show a line in another
 * order than it has. Tabs and line breaks are left.
 */
function escapeControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * The text form of one log line: `message key=value`. A stack follows, and each of its lines begins with a space, as no
 * line does that begins an event.
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

/** White space would make several fields of a value, so it is quoted. */
function oneWord(value: string): string {
  return /[\s"]/.test(value) ? JSON.stringify(value) : value;
}

function showKey(key: string): string {
  return /^[\w.:-]+$/.test(key) ? key : escapeControls(JSON.stringify(key));
}

function indent(text: string): string {
  return text.replaceAll(/^(?=\S)/gm, "  ");
}

/** The JSON form of one log line (`LOG=json`). A field with the name of one of the line's own gets `_` behind it. */
export function formatJson(level: Level, message: string, fields: LogFields = {}, time = new Date()): string {
  const line: Record<string, unknown> = { time: time.toISOString(), level, message: textOf(message) };
  for (const [key, value] of entriesOf(fields)) line[RESERVED.has(key) ? `${key}_` : key] = value;
  return escapeControls(JSON.stringify(line));
}

/** Fields as the types have them, whatever the caller gave: nothing in a line may call code or be without bounds. */
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
  return clip(typeof value === "string" ? value : inspectValue(value), MOST_CHARACTERS);
}

const sampler = new StackSampler();

/** Leaves out a stack that has just been written several times; what failed, and its request, stay. */
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

function write(level: Level, message: string, given?: LogFields): void {
  const fields = process.env.NODE_ENV === "production" && given ? withoutRepeatedStack(given) : given;
  const line = process.env.LOG === "json" ? formatJson(level, message, fields) : formatText(message, fields);
  if (level === "info") console.log(line);
  else console.error(line);
}

/** The framework's logger: text by default, JSON lines with `LOG=json` in the environment. */
export const log: Log = {
  info: (message, fields) => write("info", message, fields),
  warn: (message, fields) => write("warn", message, fields),
  error: (message, fields) => write("error", message, fields),
};

let mapper: StackMapper | undefined;

/** From now on, stacks in the log name places in the sources of this build. */
export function setStackMapper(given: StackMapper): void {
  mapper = given;
}

/** Fields that describe a thrown value: its stack, or the value itself where it is no `Error`. Never throws. */
export function errorFields(error: unknown): LogFields {
  return { stack: describeThrown(error, (frames) => mapper?.map(frames) ?? frames) };
}
