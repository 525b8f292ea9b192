import { timerDelay } from "./timer-delay.ts";

/** The result of {@link withTimeout} for work that takes longer. */
export const TIMED_OUT = Symbol("timed out");

/**
 * The result of `work`, or {@link TIMED_OUT}. Work that is late goes on, and its result is ignored.
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
