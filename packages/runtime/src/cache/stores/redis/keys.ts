import { CryptoHasher } from "bun";

/** Every key that a store uses, all below its prefix and its namespace; a build never sees another's. */
export interface RedisKeys {
  /** A sorted set of what was invalidated when: see `scripts.ts`. */
  readonly invalidations: string;
  /** Which Redis process that set was made in. */
  readonly server: string;
  /** There while a process of this namespace runs. */
  readonly alive: string;
  /** The channel on which processes tell each other what they have invalidated. */
  readonly channel: string;
  page(key: string): string;
  lock(key: string): string;
}

export function redisKeys(prefix: string, namespace: string): RedisKeys {
  const start = `${prefix}${hash(namespace).slice(0, 16)}:`;
  return {
    invalidations: `${start}i`,
    server: `${start}s`,
    alive: `${start}a`,
    channel: `${start}c`,
    page: (key) => `${start}p:${hash(key)}`,
    lock: (key) => `${start}l:${hash(key)}`,
  };
}

/**
 * The key that says whether a process of another namespace runs, for a key that a store with this prefix made in it;
 * `undefined` for keys of this namespace and for those of other programs.
 */
export function foreignAliveKey(key: string, prefix: string, own: RedisKeys): string | undefined {
  const rest = key.startsWith(prefix)
    ? /^([0-9a-f]{16}:)(?:[isa]|[pl]:[0-9a-f]{64})$/.exec(key.slice(prefix.length))
    : null;
  const alive = rest ? `${prefix}${rest[1]}a` : undefined;
  return alive === own.alive ? undefined : alive;
}

function hash(text: string): string {
  return new CryptoHasher("sha256").update(text).digest("hex");
}
