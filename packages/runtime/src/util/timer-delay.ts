/** `setTimeout` fires at once for what is longer, which is 24.8 days. */
const LONGEST_MILLISECONDS = 2_147_483_647;

/** A delay as `setTimeout` takes it. Whoever waits for a longer one looks at the clock when the timer fires. */
export function timerDelay(milliseconds: number): number {
  return Math.min(milliseconds, LONGEST_MILLISECONDS);
}
