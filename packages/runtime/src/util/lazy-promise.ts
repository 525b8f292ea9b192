/**
 * A promise whose work starts with the first `await` or `then`. To take it out of an object starts nothing, and nobody
 * has to handle the failure of work that nobody asked for.
 */
export class LazyPromise<Value> extends Promise<Value> {
  /** `finally` and the like make ordinary promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #work: () => Promise<Value>;
  #started: Promise<Value> | undefined;

  /** @param work called once */
  constructor(work: () => Promise<Value>) {
    // Never settles by itself: `await`, too, asks `then` of a class that is not `Promise`.
    super(() => undefined);
    this.#work = work;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  override then<Result = Value, Failure = never>(
    onFulfilled?: ((value: Value) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    this.#started ??= this.#work();
    return this.#started.then(onFulfilled, onRejected);
  }
}
