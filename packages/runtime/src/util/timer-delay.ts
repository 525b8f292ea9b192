/** 24.8 days. With a longer delay, `setTimeout` fires immediately. */
const MAX_MILLISECONDS = 2_147_483_647;

/** Limits a delay to what `setTimeout` supports. For a longer one, check the clock when the timer fires. */
export function timerDelay(milliseconds: number): number {
  return Math.min(milliseconds, MAX_MILLISECONDS);
}
