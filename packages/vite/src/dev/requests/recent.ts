import { AsyncLocalStorage } from "node:async_hooks";
import type { RequestRecord } from "./record.ts";
import { shownTarget } from "./shown-target.ts";
import { RequestTrace } from "./trace.ts";

/** How many requests are remembered. */
export const MOST_REQUESTS = 100;

/** How long changes are collected before listeners are called. */
const TELL_MILLISECONDS = 50;

type Listener = (changed: readonly RequestRecord[]) => void;

/** The last requests to the app in development. */
export class RecentRequests {
  readonly #traces: RequestTrace[] = [];
  readonly #current = new AsyncLocalStorage<RequestTrace>();
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<RequestTrace>();
  #timer: NodeJS.Timeout | undefined;
  // So that numbers are higher than those of any server before this one, whose requests a page may still show.
  #count = Date.now();

  /** @param target path and query, as they came in */
  begin(method: string, target: string): RequestTrace {
    this.#count += 1;
    const facts = { id: this.#count, method, path: shownTarget(target) };
    const trace = new RequestTrace(facts, (changed) => this.#note(changed));
    this.#traces.push(trace);
    if (this.#traces.length > MOST_REQUESTS) this.#traces.shift();
    this.#note(trace);
    return trace;
  }

  /** Runs the work of a request; `current` is its trace meanwhile. */
  during<Result>(trace: RequestTrace, work: () => Result): Result {
    return this.#current.run(trace, work);
  }

  /** The current request; `undefined` outside of one. */
  get current(): RequestTrace | undefined {
    return this.#current.getStore();
  }

  /** The oldest first. */
  list(): RequestRecord[] {
    return this.#traces.map(({ record }) => record);
  }

  /**
   * Calls a listener with requests that are new or have changed, several together.
   *
   * @returns what ends it
   */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #note(trace: RequestTrace): void {
    if (this.#listeners.size === 0) return;
    this.#changed.add(trace);
    this.#timer ??= setTimeout(() => this.#tell(), TELL_MILLISECONDS);
  }

  #tell(): void {
    this.#timer = undefined;
    const changed = [...this.#changed].map(({ record }) => record);
    this.#changed.clear();
    for (const listener of this.#listeners) listener(changed);
  }
}
