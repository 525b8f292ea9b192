import { timerDelay } from "./timer-delay.ts";

/** What {@link within} gives for work that takes longer. */
export const LATE = Symbol("late");

/**
 * What `work` gives in time. It goes on when it is late, and nobody hears of it any more.
 *
 * @throws what `work` rejects with in time
 */
export async function within<Value>(
  milliseconds: number,
  work: Value | PromiseLike<Value>,
): Promise<Value | typeof LATE> {
  const late = Promise.withResolvers<typeof LATE>();
  const timer = setTimeout(late.resolve, timerDelay(milliseconds), LATE);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
