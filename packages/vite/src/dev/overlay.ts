import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { isError, messageOf, rawStackOf } from "@bunsen/runtime/internal/thrown";
import type { ErrorPayload } from "vite";
import { withBrowserAdvice } from "./browser-globals.ts";
import { codeFrame } from "./code-frame.ts";
import { foldStack } from "./fold-stack.ts";

type Payload = ErrorPayload["err"];

/**
 * What Vite's overlay shows of a thrown value: the message, the mapped stack, and the code around its first own frame.
 * Never rejects because of what was thrown.
 */
export async function overlayPayload(error: unknown, root: string): Promise<Payload> {
  const message = withBrowserAdvice(messageOf(error));
  if (!isError(error)) return { message, stack: "" };
  const stack = rawStackOf(error);
  const known = placeOf(error);
  if (known) return { message, stack: foldStack(stack), ...known };
  const loc = firstOwnFrame(stack, root);
  return {
    message,
    stack: foldStack(stack),
    loc,
    id: loc?.file,
    frame: loc ? await readCodeFrame(loc) : undefined,
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

type Location = NonNullable<Payload["loc"]>;

/** The first stack frame inside the project and outside its packages. */
export function firstOwnFrame(stack: string, root: string): Location | undefined {
  for (const line of stack.split("\n")) {
    // Of the lines of a message, which may be long, the expression would take quadratic time.
    if (!/^\s*at /.test(line)) continue;
    const match = /\(?((?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (!match) continue;
    const [, file = "", row, column] = match;
    const path = relative(root, file);
    if (!path.startsWith("..") && !path.includes("node_modules")) {
      return { file, line: Number(row), column: Number(column) };
    }
  }
  return undefined;
}

async function readCodeFrame({ file, line, column }: Location): Promise<string | undefined> {
  const text = file ? await readFile(file, "utf8").catch(() => undefined) : undefined;
  return text === undefined ? undefined : codeFrame(text, line, column);
}
