import { timerDelay } from "./timer-delay.ts";

/**
 * A time limit for the work of a request. The clock starts when there is a promise to wait for: most pages never wait.
 */
export class Deadline {
  readonly #seconds: number;
  readonly #fail: () => unknown;
  #reject: ((reason: unknown) => void) | undefined;
  #listeners: ((reason: unknown) => void)[] = [];
  /** In the time of `performance.now()`; `undefined` until the clock has started. */
  passesAt: number | undefined;

  /**
   * @param seconds from the first wait
   * @param fail called once when the time is up; returns the error that waiting code gets
   */
  constructor(seconds: number, fail: () => unknown) {
    this.#seconds = seconds;
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
    if (this.passesAt === undefined) return;
    this.#listeners = [];
    queueOf(this.#seconds).delete(this);
  }

  pass(): void {
    const reason = this.#fail();
    this.#reject?.(reason);
    for (const listener of this.#listeners) listener(reason);
  }

  #start(): void {
    if (this.passesAt !== undefined) return;
    this.passesAt = performance.now() + this.#seconds * 1000;
    queueOf(this.#seconds).add(this);
  }
}

/**
 * The result of `work`, or a rejection with what `fail` returns if it takes too long. Costs nothing if `work` is not a promise.
 */
export function withDeadline<Value>(
  work: Value | Promise<Value>,
  seconds: number,
  fail: () => unknown,
): Value | Promise<Value> {
  if (!(work instanceof Promise)) return work;
  const deadline = new Deadline(seconds, fail);
  return Promise.resolve(deadline.race(work)).finally(() => deadline.clear());
}

const queues = new Map<number, DeadlineQueue>();

/** One queue per duration, of which an app has only a few: in a queue, deadlines pass in the order in which they started. */
function queueOf(seconds: number): DeadlineQueue {
  let queue = queues.get(seconds);
  if (!queue) {
    queue = new DeadlineQueue();
    queues.set(seconds, queue);
  }
  return queue;
}

/** Running deadlines of one duration, oldest first, with one timer: one timer for each would cost a tenth of a small page. */
class DeadlineQueue {
  readonly #running = new Set<Deadline>();
  #timer: Timer | undefined;

  add(deadline: Deadline): void {
    this.#running.add(deadline);
    if (this.#timer === undefined) this.#schedule();
    else if (this.#running.size === 1) this.#timer.ref();
  }

  delete(deadline: Deadline): void {
    this.#running.delete(deadline);
    // The timer must not keep an idle process alive.
    if (this.#running.size === 0) this.#timer?.unref();
  }

  #schedule(): void {
    const [first] = this.#running;
    const due = first?.passesAt ?? 0;
    const delay = timerDelay(Math.max(0, due - performance.now()));
    this.#timer = first && setTimeout(() => this.#passDue(), delay);
  }

  #passDue(): void {
    const now = performance.now();
    for (const deadline of this.#running) {
      if ((deadline.passesAt ?? 0) > now) break;
      this.#running.delete(deadline);
      deadline.pass();
    }
    this.#schedule();
  }
}
