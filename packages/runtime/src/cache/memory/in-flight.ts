/** Milliseconds after which others no longer wait for a render alone, here or in another process: one starts another. */
export const LONGEST_WAIT = 10_000;

interface Work<Result> {
  readonly promise: Promise<Result>;
  /** Of the cache's memory when it began. */
  readonly clock: number;
  /** Resolves when it has taken too long. */
  readonly stuck: Promise<typeof STUCK>;
}

const STUCK = Symbol("stuck");

/** Work that is done once for all who ask for it at the same time. */
export class InFlight<Result> {
  readonly #running = new Map<string, Work<Result>>();
  readonly #longestWait: number;

  /** @param longestWait milliseconds */
  constructor(longestWait = LONGEST_WAIT) {
    this.#longestWait = longestWait;
  }

  /** Whether there is work for a key that may still be joined. */
  has(key: string, clock: number): boolean {
    return this.#running.get(key)?.clock === clock;
  }

  /**
   * The result of the work for a key, begun now unless it is being done. After work that takes very long, it is begun
   * again; the first to end counts.
   *
   * @param clock changes with every invalidation: work that began before one may give what is no longer true
   */
  async join(key: string, clock: () => number, work: () => Promise<Result>): Promise<Result> {
    const joined: Promise<Result>[] = [];
    for (;;) {
      const known = this.#running.get(key);
      const running = known?.clock === clock() ? known : this.#start(key, clock(), work);
      joined.push(running.promise);
      const result = await Promise.race([...joined, running.stuck]);
      if (result !== STUCK) return result;
    }
  }

  #start(key: string, clock: number, work: () => Promise<Result>): Work<Result> {
    const { promise: stuck, resolve } = Promise.withResolvers<typeof STUCK>();
    const end = () => {
      clearTimeout(timer);
      if (this.#running.get(key) === running) this.#running.delete(key);
    };
    const timer = setTimeout(() => {
      end();
      resolve(STUCK);
    }, this.#longestWait);
    const promise = Promise.try(work).finally(end);
    // Those who wait get the failure; after an invalidation, perhaps nothing waits.
    promise.catch(() => undefined);
    const running = { promise, clock, stuck };
    this.#running.set(key, running);
    return running;
  }
}
