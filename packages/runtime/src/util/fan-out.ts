/** How many are served before other work of the process gets its turn: a few milliseconds' worth of writes. */
const SLICE = 256;

/** Calls functions for many items, one after the other, without holding up the process. */
export class FanOut {
  /** What is to be done, in order; each returns whether it is not done yet. */
  readonly #jobs: (() => boolean)[] = [];

  /** Calls `visit` for each of the items as they are now. For a few, and if nothing is under way, at once. */
  each<Item>(items: Iterable<Item>, visit: (item: Item) => void): void {
    const list = [...items];
    let next = 0;
    const job = () => {
      const end = Math.min(next + SLICE, list.length);
      while (next < end) visit(list[next++] as Item);
      return next < list.length;
    };
    if (this.#jobs.length === 0 && !job()) return;
    if (this.#jobs.push(job) === 1) this.#later();
  }

  #later(): void {
    setImmediate(() => {
      if (this.#jobs[0]?.() === false) this.#jobs.shift();
      if (this.#jobs.length > 0) this.#later();
    });
  }
}
