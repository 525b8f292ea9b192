import { BlockArena } from "./block-arena.ts";

/** What can be moved into the blocks of a cache. */
export interface Movable {
  /** Whether the cache still has it. */
  readonly isHeld: boolean;
  moveTo(arena: BlockArena): void;
}

/** Pages of one turn that are moved; what more there are stay as they came, until they leave. */
const MOST_WAITING = 1024;

/**
 * Moves pages into blocks after the current turn of the event loop: until then, those who have waited for a page respond
 * with it as its render made it, and a page that has left again by then was never moved.
 */
export class Settler {
  readonly #arena = new BlockArena();
  #waiting: Movable[] = [];

  add(page: Movable): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(page);
    if (this.#waiting.length === 1) setImmediate(() => this.#settle());
  }

  #settle(): void {
    const pages = this.#waiting;
    this.#waiting = [];
    for (const page of pages) if (page.isHeld) page.moveTo(this.#arena);
  }
}
