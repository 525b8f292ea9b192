import { setTimeout as delay } from "node:timers/promises";

export interface UntilOptions {
  /** Milliseconds until it gives up. @default 10000 */
  deadline?: number;
  /** What was waited for, for the error. */
  what: string;
}

/**
 * Calls `ask` again and again until its result is neither undefined nor false.
 * @throws an Error that names what was waited for, after the deadline; what `ask` throws ends it immediately
 */
export async function until<Result>(
  ask: () => Result | undefined | false | Promise<Result | undefined | false>,
  { deadline = 10_000, what }: UntilOptions,
): Promise<Result> {
  const end = performance.now() + deadline;
  for (;;) {
    const result = await ask();
    if (result !== undefined && result !== false) return result;
    if (performance.now() > end) throw new Error(`waited ${deadline} ms without result for ${what}`);
    await delay(25);
  }
}
