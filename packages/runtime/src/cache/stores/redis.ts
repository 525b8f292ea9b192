import type { TLSOptions } from "bun";
import type { CacheLock, CacheStore, Invalidation, JobClaim, StoredPage } from "../../api/cache-store.ts";
import { errors } from "../../diagnostics/errors.ts";
import { MissedInvalidations } from "../missed-invalidations.ts";
import { millisecondsLeft } from "../model/freshness.ts";
import { namesOf } from "../model/invalidation-name.ts";
import { decodePage, encodePage } from "../model/serialize.ts";
import { checkStoreOptions, MB } from "./options.ts";
import { redisAddress } from "./redis/address.ts";
import { Broadcast } from "./redis/broadcast.ts";
import { CLAIM_JOB, RELEASE_JOB, RENEW_JOB } from "./redis/job-scripts.ts";
import { type RedisKeys, redisKeys } from "./redis/keys.ts";
import { Link } from "./redis/link.ts";
import { readBytes, serverId, unlessWrongType } from "./redis/replies.ts";
import { BEAT, CLOCK, OPEN, RELEASE, WRITE } from "./redis/scripts.ts";
import { SeenClock } from "./redis/seen-clock.ts";
import type { RedisPlace, RedisTarget, Session } from "./redis/session.ts";
import { sweepNamespaces } from "./redis/sweep.ts";

export interface RedisStoreOptions {
  /** Such as `redis://user:password@host:6379/0`, or `rediss:` for TLS. Redis 6.2 or later, or what speaks like it. */
  url: string;
  /**
   * Before the name of every key. Apps that share a Redis need one each, or they remove each other's old builds.
   * @default "bunsen:"
   */
  keyPrefix?: string;
  /** For `rediss:`, as Bun's client takes it. */
  tls?: boolean | TLSOptions;
}

/** Milliseconds. A request waits at most this long for a Redis that has just fallen silent; the next ones do not wait. */
const READ_MILLISECONDS = 50;
const WRITE_MILLISECONDS = 1000;
const DEFAULT_PREFIX = "bunsen:";
/** For how long a process of this build is taken to run after it was last heard of. */
const ALIVE_MILLISECONDS = 60_000;
/** The longest that anything is kept which nobody renews. */
const STATE_MILLISECONDS = 7 * 86_400_000;
const SWEEP_MILLISECONDS = 3_600_000;
const MAXIMUM_BYTES = 32 * MB;

/** What there is once the namespace is known. */
interface Opened {
  readonly namespace: string;
  readonly keys: RedisKeys;
  readonly link: Link;
  readonly broadcast: Broadcast;
  readonly onInvalidation: (what: Invalidation) => void;
}

/**
 * Keeps pages in Redis, for several processes and machines. See {@link RedisStoreOptions}.
 *
 * An invalidation resolves when every connected process has dropped what it holds in memory, or after 250 ms. While
 * Redis is away, an invalidation rejects, and is made up for before Redis is read again, unless the process ends
 * before. A Redis that was restarted, emptied, or replaced by a replica begins with an empty cache: it may have lost
 * an invalidation.
 *
 * @throws {BunsenError} INVALID_REDIS_URL, INVALID_STORE_OPTION, MISSING_STORE_OPTION or UNKNOWN_STORE_OPTION; the methods of the store
 *   reject with CACHE_STORE_UNAVAILABLE
 */
export function redisStore(options: RedisStoreOptions): CacheStore {
  return new RedisStore(options);
}

export class RedisStore implements CacheStore {
  readonly name = "redis";
  readonly #target: RedisTarget;
  readonly #prefix: string;
  readonly #missed = new MissedInvalidations();
  readonly #seen = new SeenClock();
  #opened: Opened | undefined;
  /** Whether there was a time in which messages of other processes could not arrive. */
  #wasDeaf = false;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(options: RedisStoreOptions) {
    checkStoreOptions("redisStore", options, { url: "text", keyPrefix: "text", tls: "any" }, ["url"]);
    this.#target = { address: redisAddress(options.url), tls: options.tls };
    this.#prefix = options.keyPrefix ?? DEFAULT_PREFIX;
  }

  /** For what else processes tell each other. */
  get place(): RedisPlace {
    return { target: this.#target, prefix: this.#prefix };
  }

  /** Resolves soon, with or without Redis. */
  async open(namespace: string, onInvalidation: (what: Invalidation) => void): Promise<void> {
    const keys = redisKeys(this.#prefix, namespace);
    const broadcast = new Broadcast(keys, this.#seen, onInvalidation);
    const link = new Link(this.#target, {
      channels: broadcast.channels,
      onMessage: (session, message, channel) => broadcast.receive(session, message, channel),
      prepare: (session, isNew) => this.#prepare(session, isNew),
      isPrepared: () => this.#missed.isEmpty,
      beat: (session) => this.#beat(session),
      unavailable: errors.cacheStoreUnavailable,
    });
    this.#opened = { namespace, keys, link, broadcast, onInvalidation };
    if (!(await link.open(READ_MILLISECONDS))) this.#wasDeaf = true;
  }

  async read(key: string): Promise<StoredPage | undefined> {
    const { link } = this.#parts;
    return link.use(READ_MILLISECONDS, (session) => unlessWrongType(this.#read(session, key)));
  }

  async clock(): Promise<number> {
    const { link, keys } = this.#parts;
    return link.use(READ_MILLISECONDS, async (session) =>
      this.#seen.add(await session.evaluate(CLOCK, [keys.invalidations], [this.#seen.text])),
    );
  }

  async write(key: string, page: StoredPage, since: number): Promise<boolean> {
    const { link, keys, namespace } = this.#parts;
    const left = Math.ceil(Math.min(millisecondsLeft(page), STATE_MILLISECONDS));
    const bytes = encodePage({ namespace, key }, page, since);
    if (left <= 0 || bytes.byteLength > MAXIMUM_BYTES) return false;
    return link.use(WRITE_MILLISECONDS, async (session) => {
      const parameters = [this.#seen.text, String(since), bytes, String(left), ...namesOf(page)];
      const stored = await session.evaluate(WRITE, [keys.invalidations, keys.page(key)], parameters);
      return stored === 1;
    });
  }

  async invalidate(what: Invalidation): Promise<void> {
    const { link, broadcast } = this.#parts;
    try {
      await link.use(WRITE_MILLISECONDS, (session) => broadcast.tell(session, what, true));
    } catch (error) {
      this.#missed.add(what);
      // It may or may not have arrived: nothing is read until it surely has.
      link.suspect("an invalidation failed");
      throw error;
    }
  }

  async lock(key: string, seconds: number): Promise<CacheLock | undefined> {
    const { link, keys } = this.#parts;
    const name = keys.lock(key);
    const token = crypto.randomUUID();
    const milliseconds = String(Math.max(1, Math.ceil(seconds * 1000)));
    return link.use(READ_MILLISECONDS, async (session) => {
      const reply = await session.send("SET", [name, token, "NX", "PX", milliseconds]);
      if (reply !== "OK") return undefined;
      return {
        release: () =>
          link.use(WRITE_MILLISECONDS, async (now) => void (await now.evaluate(RELEASE, [name], [token]))),
      };
    });
  }

  async claimJob(name: string, scheduledAt: number, seconds: number): Promise<JobClaim | undefined> {
    const key = `${this.#prefix}cron:${name}`;
    const token = crypto.randomUUID();
    const milliseconds = String(Math.ceil(seconds * 1000));
    const evaluate = (script: string, parameters: string[]) =>
      this.#parts.link.use(WRITE_MILLISECONDS, (session) => session.evaluate(script, [key], parameters));
    const lifetime = String(STATE_MILLISECONDS);
    const claimed = await evaluate(CLAIM_JOB, [token, String(scheduledAt), milliseconds, lifetime]);
    if (claimed !== 1) return undefined;
    return {
      renew: async () => (await evaluate(RENEW_JOB, [token, milliseconds])) === 1,
      release: async () => void (await evaluate(RELEASE_JOB, [token])),
    };
  }

  close(): void {
    this.#opened?.link.close();
  }

  async #read(session: Session, key: string): Promise<StoredPage | undefined> {
    const { keys, namespace } = this.#parts;
    const bytes = await readBytes(session, keys.page(key), MAXIMUM_BYTES);
    const decoded = bytes && decodePage({ namespace, key }, bytes);
    if (!decoded || millisecondsLeft(decoded.page) <= 0) return undefined;
    // Asked for after the page: it may have been invalidated while it was on its way.
    const [scores, latest] = await Promise.all([
      session.send("ZMSCORE", [keys.invalidations, "floor", ...namesOf(decoded.page)]),
      session.send("ZREVRANGE", [keys.invalidations, "0", "0", "WITHSCORES"]),
    ]);
    return isCurrent(scores, clockOf(latest), decoded.since) ? decoded.page : undefined;
  }

  async #prepare(session: Session, isNew: boolean): Promise<void> {
    const { keys, broadcast, onInvalidation } = this.#parts;
    const server = isNew ? await serverId(session) : "";
    const state = [keys.invalidations, keys.server];
    this.#seen.add(await session.evaluate(OPEN, state, [this.#seen.text, server]));
    await this.#beat(session);
    if (isNew && this.#wasDeaf) onInvalidation({ kind: "all" });
    this.#wasDeaf = true;
    await this.#missed.replay((what) => broadcast.tell(session, what, false));
  }

  async #beat(session: Session): Promise<void> {
    const { keys } = this.#parts;
    const lifetimes = [String(STATE_MILLISECONDS), String(ALIVE_MILLISECONDS)];
    await session.evaluate(BEAT, [keys.invalidations, keys.server, keys.alive], lifetimes);
    if (performance.now() - this.#sweptAt < SWEEP_MILLISECONDS) return;
    this.#sweptAt = performance.now();
    sweepNamespaces(session, this.#prefix, keys).catch(() => {
      // Whatever is wrong, requests will find it, too; the sweep starts again with the next sign of life.
      this.#sweptAt = Number.NEGATIVE_INFINITY;
    });
  }

  get #parts(): Opened {
    if (!this.#opened) throw new Error("The Redis store was used before open() was called.");
    return this.#opened;
  }
}

/**
 * @param scores when everything was last invalidated, then each of the page's names; null if never
 * @param clock of now: a page of a later one is older than the set, which began again while Redis's own clock was behind
 */
function isCurrent(scores: unknown, clock: number, since: number): boolean {
  if (!Array.isArray(scores) || scores[0] === null || !(since <= clock)) return false;
  return scores.every((score) => score === null || since >= Number(score));
}

/** The score of the last member, which is the clock; NaN where there is none. A pair, or a list of one, by protocol version. */
function clockOf(latest: unknown): number {
  return Array.isArray(latest) ? Number(latest.flat()[1]) : Number.NaN;
}
