/** How many stacks of one place are written in full per window. */
const STACKS_PER_WINDOW = 5;
const WINDOW_MILLISECONDS = 60_000;
/** How many places are remembered; beyond that the oldest is forgotten. */
const MAXIMUM_PLACES = 200;

/** Keeps a failure that happens ten thousand times from writing ten thousand stacks. */
export class StackSampler {
  readonly #places = new Map<string, { since: number; count: number }>();

  /**
   * @param now milliseconds
   * @returns 0 if the stack is to be written; else how often its place has failed since the window began
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

/** The message may name a user or an id; the frames are the same each time. */
function framesOf(stack: string): string {
  const start = stack.indexOf("\n    at ");
  return start < 0 ? stack : stack.slice(start);
}
