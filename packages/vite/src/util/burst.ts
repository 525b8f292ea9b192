/** Milliseconds without a further event, after which a burst has ended. */
const QUIET = 50;
/** Milliseconds after which the work is done although there are still events. */
const LONGEST = 1000;

/** Does work once for many events, such as those of the files that change when a branch is switched: after the last one. */
export class Burst {
  readonly #work: () => void;
  #begin = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param work must not throw */
  constructor(work: () => void) {
    this.#work = work;
  }

  /** Whether there were events after which the work was not done yet. */
  get isPending(): boolean {
    return this.#timer !== undefined;
  }

  /** Notes an event. */
  note(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#begin = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), Math.min(QUIET, this.#begin + LONGEST - now));
  }

  /** Leaves the work undone. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #end(): void {
    this.#timer = undefined;
    this.#work();
  }
}
