import type { UntypedProps } from "../api/route-types.ts";

/** What became of a deferred prop. */
export type Outcome = { status: "fulfilled"; value: unknown } | { status: "rejected"; reason: unknown };

/** A prop whose value may follow the shell of its page. */
export class DeferredProp {
  readonly name: string;
  /** Its place among the deferred props of the page. */
  readonly index: number;
  /** What the component gets. It has the fields by which React (`use`) knows a settled promise, and does not wait for it. */
  readonly promise: Promise<unknown>;
  outcome: Outcome | undefined;
  readonly #resolvers = Promise.withResolvers<unknown>();

  constructor(name: string, index: number) {
    this.name = name;
    this.index = index;
    this.promise = this.#resolvers.promise;
    holdRejection(this.promise);
  }

  settle(outcome: Outcome): void {
    this.outcome = outcome;
    Object.assign(this.promise, outcome);
    if (outcome.status === "fulfilled") this.#resolvers.resolve(outcome.value);
    else this.#resolvers.reject(outcome.reason);
  }
}

/** Called once for each promise that is rejected, and once for all that are still pending at the deadline. */
export type DeferredFailure = (reason: unknown, names: readonly string[]) => void;

/** The promises among the props of one page: each is sent to the browser when it settles. */
export class DeferredProps {
  /** All props of the page, with promises that this object can end. */
  readonly props: UntypedProps;
  /** What promises were rejected with, so far. */
  readonly failures = new Set<unknown>();
  readonly #deferred: DeferredProp[];
  readonly #onFailure: DeferredFailure;
  /** Settled, and not taken yet. */
  #settled: DeferredProp[] = [];
  #pending: number;
  #onSettled: (() => void) | undefined;

  constructor(props: UntypedProps, names: readonly string[], onFailure: DeferredFailure) {
    this.#onFailure = onFailure;
    this.#pending = names.length;
    this.#deferred = names.map((name, index) => new DeferredProp(name, index));
    this.props = { ...props };
    for (const prop of this.#deferred) {
      this.#follow(prop, props[prop.name]);
      this.props[prop.name] = prop.promise;
    }
  }

  /** In the order of their indices. */
  get names(): string[] {
    return this.#deferred.map(({ name }) => name);
  }

  /** The props that are sent with the shell. */
  get others(): UntypedProps {
    const names = new Set(this.names);
    return Object.fromEntries(Object.entries(this.props).filter(([name]) => !names.has(name)));
  }

  /** Whether all of them have settled and were taken. */
  get ended(): boolean {
    return this.#pending === 0 && this.#settled.length === 0;
  }

  /** Resolves when there is something to take or the end has come. */
  ready(): Promise<void> {
    if (this.#settled.length > 0 || this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onSettled = resolve;
    });
  }

  /** Those that have settled since the last call. */
  take(): DeferredProp[] {
    const settled = this.#settled;
    this.#settled = [];
    return settled;
  }

  /** Resolves when all have their values; rejects with what the first one is rejected with. */
  async all(): Promise<void> {
    await Promise.all(this.#deferred.map(({ promise }) => promise));
  }

  /** Rejects those that are pending. */
  giveUp(reason: unknown): void {
    const pending = this.#deferred.filter(({ outcome }) => outcome === undefined);
    if (pending.length > 0) this.#fail(pending, reason);
  }

  #follow(prop: DeferredProp, promise: Promise<unknown>): void {
    const fulfil = (value: unknown) => this.#settle(prop, { status: "fulfilled", value });
    if (Bun.peek.status(promise) === "fulfilled") fulfil(Bun.peek(promise));
    else
      promise.then(fulfil, (reason: unknown) => {
        if (!prop.outcome) this.#fail([prop], reason);
      });
  }

  #fail(props: readonly DeferredProp[], reason: unknown): void {
    this.failures.add(reason);
    this.#onFailure(
      reason,
      props.map(({ name }) => name),
    );
    for (const prop of props) this.#settle(prop, { status: "rejected", reason });
  }

  #settle(prop: DeferredProp, outcome: Outcome): void {
    if (prop.outcome) return;
    prop.settle(outcome);
    this.#pending--;
    this.#settled.push(prop);
    this.#onSettled?.();
  }
}

/** The names of the props that are promises. */
export function deferredNames(props: UntypedProps): string[] {
  const names: string[] = [];
  for (const name in props) if (props[name] instanceof Promise) names.push(name);
  return names;
}

/**
 * Keeps what a server function returned from becoming an unhandled rejection before the page is rendered: a level around it may
 * take longer.
 */
export function holdRejections(result: unknown): void {
  const props = typeof result === "object" && result !== null && "props" in result ? result.props : undefined;
  if (typeof props !== "object" || props === null) return;
  for (const value of Object.values(props)) if (value instanceof Promise) holdRejection(value);
}

function holdRejection(promise: Promise<unknown>): void {
  promise.catch(ignore);
}

function ignore(): void {
  // Whoever waits for the promise sees the error.
}
