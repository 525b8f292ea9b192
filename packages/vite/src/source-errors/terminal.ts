import { relative } from "node:path";
import { isError, messageOf, rawStackOf } from "@bunsen/runtime/internal/thrown";
import { isCoded } from "../diagnostics/plugin-error.ts";
import { withBrowserAdvice } from "./browser-globals.ts";
import { readCodeFrame } from "./code-frame.ts";
import { describeBySource, moduleOf, type TransformError } from "./describe-by-source.ts";
import { foldStack } from "./fold-stack.ts";
import { firstOwnFrame } from "./own-frame.ts";

const FIRST_FRAME = /\n\s+at /;

/**
 * A stack of the server for a terminal: the message, with advice about names that only browsers have, the frames of
 * the user's code, and the code around the first of them.
 *
 * @param stack an error's, or several, with paths in the sources
 * @param root what these paths are relative to
 */
export function describeStack(stack: string, root: string): string {
  const end = FIRST_FRAME.exec(stack)?.index ?? stack.length;
  const [, name = "", message = ""] = /^(\w*Error: )?(.*)$/s.exec(stack.slice(0, end)) ?? [];
  const place = firstOwnFrame(stack.slice(end), root);
  const frame = place && readCodeFrame(place);
  const described = name + withBrowserAdvice(message);
  if (frame !== undefined) return `${described}${foldStack(stack.slice(end))}\n\n${indent(frame)}`;
  return isCoded(message) ? described : described + foldStack(stack.slice(end));
}

/**
 * What a transform or the bundler has failed with, for a terminal: the message, the place in the user's source, and the code
 * around it. Without a place, which is a mistake in a plugin, the plugin and the stack.
 *
 * @param root Vite's; paths are shown relative to it
 */
export function describeFailure(thrown: unknown, root: string): string {
  if (!isError(thrown)) return messageOf(thrown);
  const error: TransformError = thrown;
  const { plugin } = error;
  describeBySource(error, root);
  const { message, loc, frame } = error;
  const named = moduleOf(error);
  const file = named === undefined ? undefined : relative(root, named);
  if (file !== undefined && loc) {
    return `${message}\n\n${indent(`${file}:${loc.line}:${loc.column}\n${frame ?? ""}`)}`;
  }
  const stack = foldStack(rawStackOf(error));
  // A mistake in the source that says everything.
  if (stack === "")
    return file === undefined || message.includes(file) ? message : `${message}\n\n    ${file}`;
  const shown = stack.includes(message) ? stack : `${message}\n${stack}`;
  const where = [typeof plugin === "string" && `plugin ${plugin}`, file].filter(Boolean).join(", ");
  return where === "" ? shown : `${shown}\n    in ${where}`;
}

function indent(frame: string): string {
  return frame.trimEnd().replaceAll(/^/gm, "    ");
}
