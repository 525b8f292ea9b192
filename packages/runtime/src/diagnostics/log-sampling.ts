/** How many stacks of one place are written in full per time window. */
const STACKS_PER_WINDOW = 5;
const WINDOW_MILLISECONDS = 60_000;
/** How many places are remembered; beyond that, the oldest is removed. */
const MAXIMUM_PLACES = 200;

/** Limits how often equal stacks are written: an error that occurs ten thousand times must not fill the log. */
export class StackSampler {
  readonly #places = new Map<string, { since: number; count: number }>();

  /**
   * @param now milliseconds
   * @returns 0 if the stack should be written; otherwise how often its place has failed in this time window
   */
  repeats(stack: string, now: number): number {
    const place = framesOf(stack);
    const seen = this.#places.get(place);
    if (seen && now - seen.since < WINDOW_MILLISECONDS) {
      seen.count += 1;
      return seen.count > STACKS_PER_WINDOW ? seen.count : 0;
    }
    this.#places.delete(place);
    if (this.#places.size >= MAXIMUM_PLACES) this.#forgetOldest();
    this.#places.set(place, { since: now, count: 1 });
    return 0;
  }

  #forgetOldest(): void {
    for (const place of this.#places.keys()) {
      this.#places.delete(place);
      return;
    }
  }
}

/** The frames of a stack, without the message: the message may contain an id, the frames are always the same. */
function framesOf(stack: string): string {
  const start = stack.indexOf("\n    at ");
  return start < 0 ? stack : stack.slice(start);
}
