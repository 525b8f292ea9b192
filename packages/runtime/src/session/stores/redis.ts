import type { TLSOptions } from "bun";
import type { SessionChange, SessionEntries, SessionStore } from "../../api/session.ts";
import { checkStoreOptions } from "../../cache/stores/options.ts";
import { redisAddress } from "../../cache/stores/redis/address.ts";
import { Link } from "../../cache/stores/redis/link.ts";
import type { RedisTarget } from "../../cache/stores/redis/session.ts";
import { sessionErrors } from "../../diagnostics/session-errors.ts";

export interface RedisSessionsOptions {
  /** Such as `redis://user:password@host:6379/0`, or `rediss:` for TLS. Redis 6.2 or later, or what speaks like it. */
  url: string;
  /**
   * Before the name of every key. Apps that share a Redis need one each.
   * @default "bunsen:"
   */
  keyPrefix?: string;
  /** For `rediss:`, as Bun's client takes it. */
  tls?: boolean | TLSOptions;
}

const WAIT_MILLISECONDS = 1000;

/** A session is a hash: a field that is always there, and one for each value, whose name begins with `=`. */
const READ = "return redis.call('HGETALL', KEYS[1])";

/** ARGV: milliseconds to live, then fields and their values. */
const CREATE = `
redis.call('HSET', KEYS[1], 'v', '1', unpack(ARGV, 2))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/** KEYS: before and after. ARGV: milliseconds to live, how many fields to set, these with their values, fields to delete. */
const CHANGE = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local count = tonumber(ARGV[2])
for i = 1, count do redis.call('HSET', KEYS[1], ARGV[1 + 2 * i], ARGV[2 + 2 * i]) end
for i = 3 + 2 * count, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
if KEYS[1] ~= KEYS[2] then redis.call('RENAME', KEYS[1], KEYS[2]) end
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1`;

/**
 * Keeps sessions in Redis, for several machines. Set its `maxmemory-policy` so that it removes no sessions (`noeviction` or
 * `volatile-ttl`).
 *
 * @throws {BunsenError} INVALID_REDIS_URL, INVALID_STORE_OPTION, MISSING_STORE_OPTION or UNKNOWN_STORE_OPTION
 */
export function redisSessions(options: RedisSessionsOptions): SessionStore {
  return new RedisSessions(options);
}

class RedisSessions implements SessionStore {
  readonly name = "redis";
  readonly #target: RedisTarget;
  readonly #prefix: string;
  #opened: Promise<Link> | undefined;

  constructor(options: RedisSessionsOptions) {
    checkStoreOptions("redisSessions", options, { url: "text", keyPrefix: "text", tls: "any" }, ["url"]);
    this.#target = { address: redisAddress(options.url), tls: options.tls };
    this.#prefix = `${options.keyPrefix ?? "bunsen:"}session:`;
  }

  async read(id: string): Promise<SessionEntries | undefined> {
    const reply = await this.#evaluate(READ, [id], []);
    if (!Array.isArray(reply) || reply.length === 0) return undefined;
    const pairs: [string, string][] = [];
    for (let at = 0; at + 1 < reply.length; at += 2) {
      const field = String(reply[at]);
      if (field.startsWith("=")) pairs.push([field.slice(1), String(reply[at + 1])]);
    }
    return Object.fromEntries(pairs);
  }

  async create(id: string, entries: SessionEntries, seconds: number): Promise<void> {
    await this.#evaluate(CREATE, [id], [String(seconds * 1000), ...fieldsOf(entries)]);
  }

  async change(id: string, change: SessionChange, seconds: number): Promise<boolean> {
    const fields = fieldsOf(change.set);
    const deleted = change.delete.map((key) => `=${key}`);
    const parameters = [String(seconds * 1000), String(fields.length / 2), ...fields, ...deleted];
    return (await this.#evaluate(CHANGE, [id, change.id], parameters)) === 1;
  }

  async destroy(id: string): Promise<void> {
    await (await this.#link()).use(WAIT_MILLISECONDS, (session) => session.send("DEL", [this.#prefix + id]));
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  async #evaluate(script: string, ids: string[], parameters: string[]): Promise<unknown> {
    const link = await this.#link();
    const keys = ids.map((id) => this.#prefix + id);
    return link.use(WAIT_MILLISECONDS, (session) => session.evaluate(script, keys, parameters));
  }

  /** Connects when it is first used, and from then on by itself. */
  #link(): Promise<Link> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open(): Promise<Link> {
    const link = new Link(this.#target, {
      channels: [],
      onMessage: () => undefined,
      prepare: async () => undefined,
      isPrepared: () => true,
      beat: async (session) => void (await session.send("PING", [])),
      unavailable: (where, reason) => sessionErrors.unavailable(this.name, `${where}: ${reason}`),
    });
    await link.open(WAIT_MILLISECONDS);
    return link;
  }
}

function fieldsOf(entries: SessionEntries): string[] {
  return Object.entries(entries).flatMap(([key, value]) => [`=${key}`, value]);
}
