import type { PageConfig } from "../../api/config.ts";
import type { KeyRules } from "../../cache/model/key.ts";
import type { CacheRules } from "../../cache/model/policy.ts";
import { type KeyedInput, parseKeyedInput, variedHeaders } from "../../cache/model/vary.ts";

/** What the config of a page says about caching, ready to be used. */
export interface PageCaching extends KeyRules {
  /** Which visitors the config lets read and populate the cache; `undefined` leaves it to what server functions return. */
  readonly cachePage: PageConfig["cachePage"];
  readonly rules: CacheRules;
  /** Request headers that the page depends on. */
  readonly varied: readonly string[];
}

/** Reads a config that was checked; `undefined` if it rules caching out. */
export function pageCaching(config: PageConfig): PageCaching | undefined {
  if (config.cachePage === false || config.cacheExpiry === 0) return undefined;
  const vary: KeyedInput[] = (config.cacheVary ?? []).flatMap((text) => parseKeyedInput(text) ?? []);
  return {
    cachePage: config.cachePage,
    rules: config,
    query: config.cacheQuery,
    vary,
    varied: variedHeaders(vary),
  };
}
