import { CONFIG_CACHE_RULES, checkRules } from "../cache/rules.ts";
import { errors } from "../errors.ts";
import { suggestionFor } from "../suggest.ts";
import type { PageConfig } from "../types.ts";

const KNOWN: Record<keyof PageConfig, true> = {
  cacheExpiry: true,
  cachePage: true,
  cacheQuery: true,
  cacheStale: true,
  cacheTags: true,
  cacheVary: true,
  csrf: true,
  hydrate: true,
  maxRequestBodyMB: true,
  prerender: true,
  renderTimeout: true,
};

/**
 * Merges `config` exports from the outside in: inner values win, except that `cacheTags` add up.
 *
 * @throws {BunsenError} for a key that no page has, because a typo would silently change what the page does, and for
 *   a value of caching that is none
 */
export function mergeConfigs(configs: readonly { file: string; config: unknown }[]): PageConfig {
  const merged: PageConfig = {};
  for (const { file, config } of configs) {
    if (config === undefined) continue;
    for (const key of Object.keys(Object(config))) {
      if (!Object.hasOwn(KNOWN, key))
        throw errors.unknownConfig(file, key, suggestionFor(key, Object.keys(KNOWN)));
    }
    checkRules(CONFIG_CACHE_RULES, Object(config), (key, shown, expected) =>
      errors.invalidConfig(file, key, shown, expected),
    );
    const tags = merged.cacheTags ?? [];
    Object.assign(merged, config);
    if (tags.length > 0) merged.cacheTags = [...new Set([...tags, ...(merged.cacheTags ?? [])])];
  }
  return merged;
}
