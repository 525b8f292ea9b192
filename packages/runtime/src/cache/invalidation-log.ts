import type { Invalidation, StoredPage } from "./store.ts";

/** How many paths and tags a store remembers as invalidated; about 2 MB when all are used. */
const MAXIMUM_NAMES = 10_000;

/**
 * The clock of a store in one process, with what was invalidated when. A page that was rendered before its path or one
 * of its tags was invalidated must not be stored after it.
 */
export class InvalidationLog {
  readonly #maximum: number;
  /** The oldest first. */
  readonly #last = new Map<string, number>();
  #clock = 0;
  #everything = 0;
  #forgotten = 0;

  /** @param maximum names that are remembered; what was rendered before a forgotten one is refused */
  constructor(maximum = MAXIMUM_NAMES) {
    this.#maximum = maximum;
  }

  /** How many invalidations there were. */
  get clock(): number {
    return this.#clock;
  }

  add(what: Invalidation): void {
    this.#clock += 1;
    if (what.kind === "all") {
      this.#everything = this.#clock;
      this.#last.clear();
      return;
    }
    const name = what.kind === "path" ? pathName(what.path) : tagName(what.tag);
    this.#last.delete(name);
    this.#last.set(name, this.#clock);
    if (this.#last.size > this.#maximum) this.#forgetOldest();
  }

  /** Whether what the page was rendered from, when the clock stood at `since`, may be out of date. */
  isOutdated(page: Pick<StoredPage, "path" | "tags">, since: number): boolean {
    if (since < this.#everything || since < this.#forgotten) return true;
    if (since >= this.#clock) return false;
    if (this.#isLater(pathName(page.path), since)) return true;
    return page.tags.some((tag) => this.#isLater(tagName(tag), since));
  }

  #isLater(name: string, since: number): boolean {
    return (this.#last.get(name) ?? 0) > since;
  }

  #forgetOldest(): void {
    for (const [name, clock] of this.#last) {
      this.#forgotten = clock;
      this.#last.delete(name);
      return;
    }
  }
}

const pathName = (path: string): string => `p${path}`;
const tagName = (tag: string): string => `t${tag}`;
