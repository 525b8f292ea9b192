import { setTimeout as delay } from "node:timers/promises";

export interface UntilOptions {
  /** Milliseconds until it gives up. @default 10000 */
  deadline?: number;
  /** What was waited for, for the error. */
  what: string;
}

/**
 * Asks again and again until the answer is neither undefined nor false.
 * @throws an Error that names what was waited for, after the deadline; what `ask` throws ends it at once
 */
export async function until<Answer>(
  ask: () => Answer | undefined | false | Promise<Answer | undefined | false>,
  { deadline = 10_000, what }: UntilOptions,
): Promise<Answer> {
  const end = performance.now() + deadline;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited ${deadline} ms in vain for ${what}`);
    await delay(25);
  }
}
