import type { Invalidation } from "../api/cache-store.ts";

/** More than these become one invalidation of everything. */
const MAXIMUM = 1000;

/** What was invalidated while a store was away, to be told to it before anything is read from it again. */
export class MissedInvalidations {
  readonly #missed = new Map<string, Invalidation>();

  get isEmpty(): boolean {
    return this.#missed.size === 0;
  }

  add(what: Invalidation): void {
    if (what.kind === "all" || this.#missed.size >= MAXIMUM) {
      this.#missed.clear();
      this.#missed.set("all", { kind: "all" });
    } else if (!this.#missed.has("all")) {
      this.#missed.set(JSON.stringify(what), what);
    }
  }

  /** Takes each from the list once `tell` has done with it, until there are no more, also none that came meanwhile. */
  async replay(tell: (what: Invalidation) => Promise<void>): Promise<void> {
    for (;;) {
      const next = this.#missed.entries().next();
      if (next.done) return;
      const [name, what] = next.value;
      this.#missed.delete(name);
      try {
        await tell(what);
      } catch (error) {
        this.add(what);
        throw error;
      }
    }
  }
}
