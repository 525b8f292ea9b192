import type {
  CacheLock,
  CacheStore,
  Invalidation,
  JobClaim,
  MaybePromise,
  StoredPage,
} from "../api/cache-store.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import type { TracedPart, Tracing } from "../telemetry/tracing.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";
import { MissedInvalidations } from "./missed-invalidations.ts";
import { CachedPage } from "./model/cached-page.ts";
import { isStoredPage } from "./model/page-check.ts";

/** Milliseconds that a request waits for the store at most, each time. */
const READ_MILLISECONDS = 100;
const WRITE_MILLISECONDS = 5000;
/** Milliseconds for which a store that failed is not asked again. */
const REST_MILLISECONDS = 1000;
const FAILED = Symbol("failed");

/**
 * The store behind the cache's memory. Whatever it does wrong is a page that is not there: one line in the log when it
 * fails, one when it is back, and a counter.
 */
export class BackingStore {
  readonly #store: CacheStore;
  readonly #namespace: string;
  readonly #onInvalidation: (what: Invalidation) => void;
  readonly #tracing: Tracing | undefined;
  #opening: Promise<void> | undefined;
  #isAway = false;
  #restsUntil = 0;
  #failures = 0;
  /** Invalidations that are on their way: until it has taken them it may still give out what is no longer true. */
  #unconfirmed = 0;
  /** Those that it did not take; it has to before it is used again. */
  readonly #missed = new MissedInvalidations();

  constructor(
    store: CacheStore,
    namespace: string,
    onInvalidation: (what: Invalidation) => void,
    tracing?: Tracing,
  ) {
    this.#tracing = tracing;
    this.#store = store;
    this.#namespace = namespace;
    this.#onInvalidation = onInvalidation;
  }

  get name(): string {
    return this.#store.name;
  }

  /** Whether several processes share it, one of which renders a page. */
  get hasLocks(): boolean {
    return this.#store.lock !== undefined;
  }

  /** How often it failed. */
  get failures(): number {
    return this.#failures;
  }

  async read(key: string): Promise<CachedPage | undefined> {
    if (this.#unconfirmed > 0) return undefined;
    const page = await this.#use("read", READ_MILLISECONDS, async () =>
      cachedPage(await this.#store.read(key)),
    );
    return page === FAILED || this.#unconfirmed > 0 ? undefined : page;
  }

  /** For `write`; `undefined` if nothing can be stored now. */
  async clock(): Promise<number | undefined> {
    const clock = await this.#use("clock", READ_MILLISECONDS, async () => aNumber(await this.#store.clock()));
    return clock === FAILED ? undefined : clock;
  }

  async write(key: string, page: StoredPage, since: number): Promise<void> {
    await this.#use("write", WRITE_MILLISECONDS, () => this.#store.write(key, page, since));
  }

  /**
   * The right to render a key.
   *
   * @returns `taken` while another process has it; `undefined` if no other process is to be heeded
   */
  async lock(key: string, seconds: number): Promise<CacheLock | "taken" | undefined> {
    if (!this.#store.lock) return undefined;
    const lock = await this.#use("lock", READ_MILLISECONDS, () => this.#store.lock?.(key, seconds));
    if (lock === FAILED) return undefined;
    return lock ?? "taken";
  }

  /**
   * The right to one run of a cron job.
   *
   * @returns `alone` if no other process is to be heeded, `failed` if the store cannot say
   */
  async claimJob(
    name: string,
    scheduledAt: number,
    seconds: number,
  ): Promise<JobClaim | "alone" | "taken" | "failed"> {
    if (!this.#store.claimJob) return "alone";
    // Also a store that rests is asked: the next time may be tomorrow.
    const work = () => this.#store.claimJob?.(name, scheduledAt, seconds);
    const claim = await this.#use("claim job", WRITE_MILLISECONDS, work, true);
    if (claim === FAILED) return "failed";
    return claim ?? "taken";
  }

  /** Gives a right back; a store that cannot take it lets it end by itself. */
  async release(lock: CacheLock): Promise<void> {
    await this.#use("release", WRITE_MILLISECONDS, () => lock.release());
  }

  async invalidate(what: Invalidation): Promise<void> {
    await this.#confirmed(async () => {
      // Even a store that rests is told: it may be back.
      const told = await this.#use(
        "invalidate",
        WRITE_MILLISECONDS,
        () => this.#store.invalidate(what),
        true,
      );
      if (told === FAILED) this.#missed.add(what);
    });
  }

  /** A store that was never used has nothing to close. Never rejects: a failure is logged. */
  async close(): Promise<void> {
    if (!this.#opening) return;
    try {
      await this.#opening;
      await this.#store.close?.();
    } catch (error) {
      logError(logEvents.storeNotClosed(), errorFields(error));
    }
  }

  async #use<Value>(
    what: string,
    milliseconds: number,
    work: () => MaybePromise<Value>,
    evenAtRest = false,
  ): Promise<Value | typeof FAILED> {
    if (!evenAtRest && performance.now() < this.#restsUntil) return FAILED;
    try {
      const ask = () => withDeadline(milliseconds, this.#prepare().then(work));
      const value = await (this.#tracing ? this.#tracing.run(this.#part(what), ask) : ask());
      if (this.#isAway) this.#comeBack();
      return value;
    } catch (error) {
      this.#fail(error);
      return FAILED;
    }
  }

  #part(what: string): TracedPart {
    return { name: `cache store ${what}`, attributes: { "bunsen.cache.store": this.name } };
  }

  async #prepare(): Promise<void> {
    await this.#open();
    if (this.#missed.isEmpty) return;
    await this.#confirmed(() =>
      this.#missed.replay((what) =>
        withDeadline(
          WRITE_MILLISECONDS,
          Promise.try(() => this.#store.invalidate(what)),
        ),
      ),
    );
  }

  async #confirmed(work: () => Promise<void>): Promise<void> {
    this.#unconfirmed += 1;
    try {
      await work();
    } finally {
      this.#unconfirmed -= 1;
    }
  }

  async #open(): Promise<void> {
    this.#opening ??= Promise.try(() => this.#store.open?.(this.#namespace, this.#onInvalidation));
    try {
      await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#restsUntil = performance.now() + REST_MILLISECONDS;
    if (this.#isAway) return;
    this.#isAway = true;
    logError(logEvents.storeFails(this.name), errorFields(error));
  }

  #comeBack(): void {
    this.#isAway = false;
    log.info(`The cache store "${this.name}" is back.`);
  }
}

/** @throws an Error for what is no page */
function cachedPage(page: unknown): CachedPage | undefined {
  if (page === undefined) return undefined;
  if (!isStoredPage(page)) throw new Error("read() gave something that is no stored page.");
  return new CachedPage({ ...page, body: own(page.body) });
}

/** Bytes that keep no much larger buffer from being freed. */
function own(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.byteLength ? bytes.slice() : bytes;
}

/** @throws an Error for anything else */
function aNumber(clock: unknown): number {
  if (typeof clock !== "number" || Number.isNaN(clock))
    throw new Error("clock() gave something that is no number.");
  return clock;
}

/** @throws what the work fails with, or an Error when it takes longer */
async function withDeadline<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const value = await withTimeout(milliseconds, work);
  if (value === TIMED_OUT) throw new Error(`It did not answer within ${milliseconds} ms.`);
  return value;
}
