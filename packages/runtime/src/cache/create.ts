import type { CacheStore } from "../api/cache-store.ts";
import { isSmokeTest } from "../contract/build-phase.ts";
import { peersOfProcess } from "../contract/peers.ts";
import type { ServerBuild } from "../contract/server-build.ts";
import { errors } from "../diagnostics/errors.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { PageCache } from "./page-cache.ts";
import { addCache } from "./revalidate.ts";
import { assertOutsideOf } from "./stores/file/outside-of.ts";
import { fileStore } from "./stores/file.ts";
import { memoryStore } from "./stores/memory.ts";
import { MB } from "./stores/options.ts";
import type { RedisPlace } from "./stores/redis/session.ts";
import { RedisStore, redisStore } from "./stores/redis.ts";

/**
 * The page cache of an app. Connects to nothing before a page is asked for.
 *
 * @throws {BunsenError} CACHE_DIR_SERVED, FILE_STORE_OF_WORKERS, INVALID_REDIS_URL
 */
export function createPageCache(build: ServerBuild, settings: ServerSettings): PageCache {
  const { maxBytes } = settings.cache;
  const store = chooseStore(settings, maxBytes);
  if ("dir" in store && typeof store.dir === "string" && build.directory !== "") {
    assertOutsideOf(store.dir, [`${build.directory}/client`, `${build.directory}/prerendered`]);
  }
  const peers = peersOfProcess();
  if (peers && store.name === "file") throw errors.fileStoreOfWorkers();
  const cache = new PageCache({
    store,
    namespace: namespaceOf(build, settings),
    maximumBytes: maxBytes,
    tracing: build.tracing?.traces ? build.tracing : undefined,
    ...(peers && { peers }),
  });
  addCache(cache, settings.trailingSlash);
  return cache;
}

function chooseStore({ cache, environment }: ServerSettings, maxBytes: number): CacheStore {
  // A build connects to nothing.
  if (isSmokeTest()) return memoryStore();
  if (cache.store) return cache.store;
  if (environment.redisUrl) return redisStore({ url: environment.redisUrl });
  if (environment.cacheDirectory) return fileStore({ dir: environment.cacheDirectory });
  return memoryStore({ maxMB: maxBytes / MB });
}

/**
 * Where the processes of an app share a Redis; `undefined` if they do not.
 *
 * @throws {BunsenError} INVALID_REDIS_URL
 */
export function sharedRedis({ cache, environment }: ServerSettings): RedisPlace | undefined {
  if (cache.store instanceof RedisStore) return cache.store.place;
  return environment.redisUrl ? new RedisStore({ url: environment.redisUrl }).place : undefined;
}

/** One build with other public variables makes other pages. */
function namespaceOf({ buildId }: ServerBuild, { publicEnv }: ServerSettings): string {
  const variables = Object.entries(publicEnv).sort(([a], [b]) => (a < b ? -1 : 1));
  if (variables.length === 0) return buildId;
  const hash = new Bun.CryptoHasher("sha256").update(JSON.stringify(variables)).digest("hex");
  return `${buildId}-${hash.slice(0, 16)}`;
}
