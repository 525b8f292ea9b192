import type { Invalidation, StoredPage } from "../../api/cache-store.ts";
import { invalidationName, pathName, tagName } from "../model/invalidation-name.ts";

/** How many paths and tags a store remembers as invalidated; about 2 MB when all are used. */
const MAXIMUM_NAMES = 10_000;

/** All that a log knows, for one that is to continue it. */
export interface InvalidationState {
  readonly clock: number;
  /** What was rendered before this is out of date. */
  readonly floor: number;
  /** Names of {@link invalidationName} and when they were last invalidated, the oldest first. */
  readonly names: readonly (readonly [name: string, clock: number])[];
}

/**
 * The clock of a store in one process, with what was invalidated when. A page that was rendered before its path or one
 * of its tags was invalidated must not be stored after it.
 */
export class InvalidationLog {
  readonly #maximum: number;
  /** The oldest first. */
  readonly #last = new Map<string, number>();
  #clock = 0;
  #floor = 0;

  /** @param maximum names that are remembered; what was rendered before a forgotten one is refused */
  constructor(state?: InvalidationState, maximum = MAXIMUM_NAMES) {
    this.#maximum = maximum;
    if (!state) return;
    this.#clock = state.clock;
    this.#floor = state.floor;
    for (const [name, clock] of state.names) this.#remember(name, clock);
  }

  /** The clock of the invalidation that the next one makes it forget; 0 for none. */
  get forgetsNext(): number {
    return this.#last.size < this.#maximum ? 0 : (this.#last.values().next().value ?? 0);
  }

  /** How many invalidations there were. */
  get clock(): number {
    return this.#clock;
  }

  get state(): InvalidationState {
    return { clock: this.#clock, floor: this.#floor, names: [...this.#last] };
  }

  add(what: Invalidation): void {
    this.#clock += 1;
    if (what.kind === "all") {
      this.#floor = this.#clock;
      this.#last.clear();
    } else {
      this.#remember(invalidationName(what), this.#clock);
    }
  }

  /** Whether what the page was rendered from, when the clock stood at `since`, may be out of date. */
  isOutdated(page: Pick<StoredPage, "path" | "tags">, since: number): boolean {
    // What is later than the clock was written before a part of this log was lost.
    if (since < this.#floor || since > this.#clock) return true;
    if (since === this.#clock) return false;
    if (this.#isLater(pathName(page.path), since)) return true;
    return page.tags.some((tag) => this.#isLater(tagName(tag), since));
  }

  #isLater(name: string, since: number): boolean {
    return (this.#last.get(name) ?? 0) > since;
  }

  #remember(name: string, clock: number): void {
    this.#last.delete(name);
    this.#last.set(name, clock);
    if (this.#last.size <= this.#maximum) return;
    const [oldest] = this.#last;
    if (!oldest) return;
    this.#last.delete(oldest[0]);
    this.#floor = oldest[1];
  }
}
