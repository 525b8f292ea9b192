/**
 * A promise whose work starts with the first `await` or `then`. Reading it from an object starts nothing, and work that was not
 * started cannot cause an unhandled rejection.
 */
export class LazyPromise<Value> extends Promise<Value> {
  /** Derived promises, such as those of `finally`, are ordinary promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #work: () => Promise<Value>;
  #started: Promise<Value> | undefined;

  /** @param work called at most once */
  constructor(work: () => Promise<Value>) {
    // Never settles itself: `await` also calls `then` for a subclass of `Promise`.
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
