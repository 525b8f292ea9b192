import { relative, resolve } from "node:path";

/** A place in a source: an absolute path, line and column from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** A stack frame: its path, line and column. Directories of pages may have parentheses in their names. */
const FRAME = /^at (?:async )?(?:.*? \()?(.+):(\d+):(\d+)\)?$/;

/**
 * The first stack frame inside the project and outside its packages.
 *
 * @param root the project, absolute; the paths of frames may be relative to it
 */
export function firstOwnFrame(stack: string, root: string): Place | undefined {
  for (const line of stack.split("\n")) {
    // Of the lines of a message, which may be long, the expression would take quadratic time.
    if (!/^\s*at /.test(line)) continue;
    const [, path = "", row, column] = FRAME.exec(line.trim()) ?? [];
    // "native", "bun:main" and "node:internal/…" are no files.
    if (!/[\\/]/.test(path) || /^\w{2,}:/.test(path)) continue;
    const file = resolve(root, path);
    const own = relative(root, file);
    if (!own.startsWith("..") && !own.includes("node_modules")) {
      return { file, line: Number(row), column: Number(column) };
    }
  }
  return undefined;
}
