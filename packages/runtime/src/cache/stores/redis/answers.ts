interface Waiter {
  answers: number;
  /** How many answers there will be; unknown until Redis has told how many got the message. */
  expected: number;
  resolve(): void;
}

/** Counts which messages of this process the others have answered. */
export class Answers {
  readonly #waiters = new Map<number, Waiter>();
  #lastId = 0;

  /** Begins to count answers to a new message; to be called before it is sent, for answers can be faster than Redis. */
  begin(): number {
    this.#lastId += 1;
    this.#waiters.set(this.#lastId, {
      answers: 0,
      expected: Number.POSITIVE_INFINITY,
      resolve: () => undefined,
    });
    return this.#lastId;
  }

  add(id: number): void {
    const waiter = this.#waiters.get(id);
    if (!waiter) return;
    waiter.answers += 1;
    if (waiter.answers >= waiter.expected) waiter.resolve();
  }

  /** Waits for this many answers, but not for ever: a process may be frozen. */
  async all(id: number, expected: number, milliseconds: number): Promise<void> {
    const waiter = this.#waiters.get(id);
    if (waiter && waiter.answers < expected) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiter.expected = expected;
      waiter.resolve = resolve;
      const timer = setTimeout(resolve, milliseconds);
      await promise;
      clearTimeout(timer);
    }
    this.forget(id);
  }

  forget(id: number): void {
    this.#waiters.delete(id);
  }
}
