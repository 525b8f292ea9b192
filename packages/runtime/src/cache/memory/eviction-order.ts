import { type Linked, LinkedQueue } from "./linked-queue.ts";

/** What is in an {@link EvictionOrder}, which alone changes these. */
export interface Evictable<Item> extends Linked<Item> {
  /** How often it was used since it was last the next to go; at most {@link MOST_USES} count. */
  uses: number;
  /** Whether it was asked for again after it had come. */
  isProven: boolean;
}

/** So often an item that was used is passed over, once for each use. */
const MOST_USES = 3;
/** The part of all bytes that new items may take, so that they have time to be asked for again. */
const NEW_SHARE = 0.1;
/** Items that one eviction looks at: it must not take long if all of them are in use. */
const MOST_LOOKS = 1000;
/** How many keys of items that left are remembered. */
const REMEMBERED_KEYS = 65_536;

/**
 * Which item leaves a full cache next (S3-FIFO, Yang et al., SOSP 2023). A new item waits in a small queue; one that nobody
 * asks for again leaves from there, so a flood of items that are asked for once never reaches the others. An item that is
 * asked for again, there or soon after it left, is proven: in their queue, it is passed over as often as it was used
 * meanwhile. So a use only increases a number.
 */
export class EvictionOrder<Item extends Evictable<Item>> {
  readonly #new = new LinkedQueue<Item>();
  readonly #proven = new LinkedQueue<Item>();
  /** Hashes of keys that left; made by the first one. */
  #left: Uint32Array | undefined;

  get bytes(): number {
    return this.#new.bytes + this.#proven.bytes;
  }

  /** @param hash 32 bits of its key */
  add(item: Item, hash: number): void {
    item.isProven = this.#left?.[hash % REMEMBERED_KEYS] === hash;
    this.#queueOf(item).push(item);
  }

  use(item: Item): void {
    if (item.uses < MOST_USES) item.uses += 1;
  }

  /** Puts an item in the place of another one with the same key. */
  replace(old: Item, item: Item): void {
    this.remove(old);
    item.uses = old.uses;
    item.isProven = old.isProven;
    this.#queueOf(item).push(item);
  }

  resize(item: Item, bytes: number): void {
    this.#queueOf(item).bytes += bytes - item.bytes;
    item.bytes = bytes;
  }

  remove(item: Item): void {
    this.#queueOf(item).remove(item);
  }

  /** Remembers the key of an item that has left: when it comes back soon, it is proven. */
  remember(hash: number): void {
    this.#left ??= new Uint32Array(REMEMBERED_KEYS);
    this.#left[hash % REMEMBERED_KEYS] = hash;
  }

  /** Takes out the item that leaves next. */
  takeNext(): Item | undefined {
    for (let looks = 0; ; looks++) {
      const isNewFull = this.#new.bytes > NEW_SHARE * this.bytes;
      const item = (isNewFull ? this.#new.oldest : this.#proven.oldest) ?? this.#new.oldest;
      if (!item) return undefined;
      this.remove(item);
      if (item.uses === 0 || looks >= MOST_LOOKS) return item;
      item.uses -= 1;
      item.isProven = true;
      this.#proven.push(item);
    }
  }

  clear(): void {
    this.#new.clear();
    this.#proven.clear();
  }

  #queueOf(item: Item): LinkedQueue<Item> {
    return item.isProven ? this.#proven : this.#new;
  }
}
