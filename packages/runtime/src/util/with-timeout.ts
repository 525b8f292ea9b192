import { timerDelay } from "./timer-delay.ts";

/** What {@link withTimeout} gives for work that takes longer. */
export const TIMED_OUT = Symbol("late");

/**
 * What `work` gives in time. It goes on when it is late, and nobody hears of it any more.
 *
 * @throws what `work` rejects with in time
 */
export async function withTimeout<Value>(
  milliseconds: number,
  work: Value | PromiseLike<Value>,
): Promise<Value | typeof TIMED_OUT> {
  const late = Promise.withResolvers<typeof TIMED_OUT>();
  const timer = setTimeout(late.resolve, timerDelay(milliseconds), TIMED_OUT);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
