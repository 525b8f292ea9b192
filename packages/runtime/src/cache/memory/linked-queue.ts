/** What is in a {@link LinkedQueue}, which alone changes `newer` and `older`. */
export interface Linked<Item> {
  bytes: number;
  newer: Item | undefined;
  older: Item | undefined;
}

/**
 * Items in the order in which they came, linked through themselves: taking one out costs the same anywhere and at any
 * length. (The first key of a `Map` is searched for behind all that were deleted.)
 */
export class LinkedQueue<Item extends Linked<Item>> {
  newest: Item | undefined;
  oldest: Item | undefined;
  /** Of all items together. */
  bytes = 0;

  push(item: Item): void {
    item.older = this.newest;
    item.newer = undefined;
    if (this.newest) this.newest.newer = item;
    else this.oldest = item;
    this.newest = item;
    this.bytes += item.bytes;
  }

  /** Adds an item as if it had come before all others. */
  pushOldest(item: Item): void {
    item.newer = this.oldest;
    item.older = undefined;
    if (this.oldest) this.oldest.older = item;
    else this.newest = item;
    this.oldest = item;
    this.bytes += item.bytes;
  }

  remove(item: Item): void {
    const { newer, older } = item;
    if (newer) newer.older = older;
    else this.newest = older;
    if (older) older.newer = newer;
    else this.oldest = newer;
    item.newer = undefined;
    item.older = undefined;
    this.bytes -= item.bytes;
  }

  clear(): void {
    this.newest = undefined;
    this.oldest = undefined;
    this.bytes = 0;
  }
}
