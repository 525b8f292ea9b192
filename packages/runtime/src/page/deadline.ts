import { BunsenError } from "../errors.ts";

/** Whether this is the error of a request that took too long. */
export function isDeadline(error: unknown): boolean {
  return error instanceof BunsenError && error.code === "DEADLINE";
}

/**
 * The time that a request's work may take. The timer starts only when there is something to wait for: most pages
 * never wait.
 */
export class Deadline {
  readonly #milliseconds: number;
  readonly #fail: () => unknown;
  readonly #started = performance.now();
  #timer: Timer | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  #listeners: ((reason: unknown) => void)[] = [];

  /**
   * @param seconds from now
   * @param fail called once when the time is up; makes the error that waiting code gets
   */
  constructor(seconds: number, fail: () => unknown) {
    this.#milliseconds = seconds * 1000;
    this.#fail = fail;
  }

  /** The value, or a rejection when the time is up first. */
  race<Value>(work: Value | Promise<Value>): Value | Promise<Value> {
    if (!(work instanceof Promise)) return work;
    this.#start();
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, reject);
    });
  }

  /** Calls `listener` when the time is up. */
  onPassed(listener: (reason: unknown) => void): void {
    this.#start();
    this.#listeners.push(listener);
  }

  /** Stops the clock. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#listeners = [];
  }

  #start(): void {
    if (this.#timer !== undefined) return;
    const left = this.#milliseconds - (performance.now() - this.#started);
    this.#timer = setTimeout(() => this.#pass(), Math.max(0, left));
  }

  #pass(): void {
    const reason = this.#fail();
    this.#reject?.(reason);
    for (const listener of this.#listeners) listener(reason);
  }
}
