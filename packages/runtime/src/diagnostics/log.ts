import { StackSampler } from "./log-sampling.ts";
import type { StackMapper } from "./source-map.ts";

/** One line per event, to standard error from `warn` upwards. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Record<string, string | number | boolean | undefined>;

type Level = "info" | "warn" | "error";

/**
 * Control characters could forge log lines or drive a terminal, and those of bidirectional text show a line in another
 * order than it has. Line breaks of stacks are kept.
 */
function escapeControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The text form of one log line: `message key=value`. */
export function formatText(message: string, fields: LogFields = {}): string {
  let line = escapeControls(message);
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || key === "stack") continue;
    line += ` ${key}=${escapeControls(oneWord(String(value))).replaceAll("\n", "\\n")}`;
  }
  if (typeof fields.stack === "string") line += `\n${escapeControls(fields.stack)}`;
  return line;
}

/** A value with a space in it could pass for several fields, so it is quoted. */
function oneWord(value: string): string {
  return /[ "]/.test(value) ? JSON.stringify(value) : value;
}

/** The JSON form of one log line (`LOG=json`). */
export function formatJson(level: Level, message: string, fields: LogFields = {}, time = new Date()): string {
  return escapeControls(JSON.stringify({ time: time.toISOString(), level, message, ...fields }));
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

/** Fields that describe a thrown value: its stack, or the value itself where it is no `Error`. */
export function errorFields(error: unknown): LogFields {
  if (error instanceof Error) return { stack: describeError(error) };
  return { stack: `Thrown value: ${Bun.inspect(error)}` };
}

function describeError(error: Error): string {
  const raw = error.stack ?? `${error.name}: ${error.message}`;
  const own = mapper ? mapper.map(raw) : raw;
  return error.cause instanceof Error ? `${own}\nCaused by: ${describeError(error.cause)}` : own;
}
