import { isError, messageOf, rawStackOf } from "@bunsen/runtime/internal/thrown";
import type { ErrorPayload } from "vite";
import { isCoded } from "../diagnostics/plugin-error.ts";
import { withBrowserAdvice } from "../source-errors/browser-globals.ts";
import { readCodeFrame } from "../source-errors/code-frame.ts";
import { foldStack } from "../source-errors/fold-stack.ts";
import { firstOwnFrame } from "../source-errors/own-frame.ts";

type Payload = ErrorPayload["err"];

/**
 * What Vite's overlay shows of a thrown value: the message, the mapped stack, and the code around its first own frame.
 * Never throws because of what was thrown.
 */
export function overlayPayload(error: unknown, root: string): Payload {
  const message = withBrowserAdvice(messageOf(error));
  if (!isError(error)) return { message, stack: "" };
  const stack = rawStackOf(error);
  const known = placeOf(error);
  if (known) return { message, stack: foldStack(stack), ...known };
  const loc = firstOwnFrame(stack, root);
  const isComplete = !loc && isCoded(message);
  return {
    message,
    stack: isComplete ? "" : foldStack(stack),
    loc,
    id: loc?.file,
    frame: loc ? readCodeFrame(loc) : undefined,
  };
}

/** Where a bundler failed; on other errors these properties can be anything. */
function placeOf(error: Error): Pick<Payload, "id" | "frame" | "loc" | "plugin"> | undefined {
  try {
    const { id, frame, loc, plugin } = error as Error & Partial<Payload>;
    if (!frame && !loc) return undefined;
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    const place = loc && { file: text(loc.file), line: Number(loc.line), column: Number(loc.column) };
    return { id: text(id), frame: text(frame), loc: place, plugin: text(plugin) };
  } catch {
    return undefined;
  }
}
