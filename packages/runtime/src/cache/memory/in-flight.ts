/** Milliseconds after which others no longer wait for a render alone, here or in another process: one starts another. */
export const LONGEST_WAIT = 10_000;

interface Flight<Result> {
  readonly promise: Promise<Result>;
  /** Of the cache's memory when it began. */
  readonly clock: number;
  /** Resolves when it has taken too long. */
  readonly stuck: Promise<typeof STUCK>;
}

const STUCK = Symbol("stuck");

/** Work that is done once for all who ask for it at the same time. */
export class Flights<Result> {
  readonly #flights = new Map<string, Flight<Result>>();
  readonly #longestWait: number;

  /** @param longestWait milliseconds */
  constructor(longestWait = LONGEST_WAIT) {
    this.#longestWait = longestWait;
  }

  /** Whether there is work for a key that may still be joined. */
  has(key: string, clock: number): boolean {
    return this.#flights.get(key)?.clock === clock;
  }

  /**
   * The result of the work for a key, begun now unless it is being done. After work that takes very long, it is begun
   * again; the first to end counts.
   *
   * @param clock changes with every invalidation: what began before one may come to what is no longer true
   */
  async join(key: string, clock: () => number, work: () => Promise<Result>): Promise<Result> {
    const joined: Promise<Result>[] = [];
    for (;;) {
      const known = this.#flights.get(key);
      const flight = known?.clock === clock() ? known : this.#start(key, clock(), work);
      joined.push(flight.promise);
      const result = await Promise.race([...joined, flight.stuck]);
      if (result !== STUCK) return result;
    }
  }

  #start(key: string, clock: number, work: () => Promise<Result>): Flight<Result> {
    const { promise: stuck, resolve } = Promise.withResolvers<typeof STUCK>();
    const end = () => {
      clearTimeout(timer);
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    const timer = setTimeout(() => {
      end();
      resolve(STUCK);
    }, this.#longestWait);
    const promise = Promise.try(work).finally(end);
    // Whoever waits hears of a failure; after an invalidation, perhaps nobody does.
    promise.catch(() => undefined);
    const flight = { promise, clock, stuck };
    this.#flights.set(key, flight);
    return flight;
  }
}
