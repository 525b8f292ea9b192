import { liveErrors } from "../diagnostics/live-errors.ts";

const MAXIMUM_VALUES = 1000;
/** Characters of JSON. */
const MAXIMUM_SIZE = 1_000_000;

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** What one subscriber of a channel has not taken yet, within limits. */
export class Subscription implements AsyncIterableIterator<unknown> {
  readonly #channel: string;
  readonly #onEnd: () => void;
  readonly #queue: { value: unknown; size: number }[] = [];
  #size = 0;
  /** Those who wait for the next value, which may be several. */
  readonly #waiting: PromiseWithResolvers<IteratorResult<unknown>>[] = [];
  #isEnded = false;
  #failure: Error | undefined;
  #signal: AbortSignal | undefined;

  /** @param onEnd called once */
  constructor(channel: string, onEnd: () => void) {
    this.#channel = channel;
    this.#onEnd = onEnd;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  next(): Promise<IteratorResult<unknown>> {
    const first = this.#queue.shift();
    if (first) {
      this.#size -= first.size;
      return Promise.resolve({ done: false, value: first.value });
    }
    const failure = this.#failure;
    if (failure) {
      this.#failure = undefined;
      return Promise.reject(failure);
    }
    if (this.#isEnded) return Promise.resolve(DONE);
    const waiting = Promise.withResolvers<IteratorResult<unknown>>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  return(): Promise<IteratorResult<unknown>> {
    this.#end();
    return Promise.resolve(DONE);
  }

  /** @param size characters of the value as JSON */
  push(value: unknown, size: number): void {
    if (this.#isEnded) return;
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting.resolve({ done: false, value });
      return;
    }
    if (
      this.#queue.length >= MAXIMUM_VALUES ||
      (this.#size + size > MAXIMUM_SIZE && this.#queue.length > 0)
    ) {
      this.#end();
      // It learns why, instead of missing some of the values.
      this.#failure = liveErrors.channelOverflow(this.#channel);
      return;
    }
    this.#queue.push({ value, size });
    this.#size += size;
  }

  endWith(signal: AbortSignal | undefined): void {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => this.#end();

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#queue.length = 0;
    this.#size = 0;
    this.#signal?.removeEventListener("abort", this.#onAbort);
    for (const { resolve } of this.#waiting.splice(0)) resolve(DONE);
    this.#onEnd();
  }
}
