import type { PageConfig } from "../api/config.ts";
import { CONFIG_CACHE_RULES } from "../cache/model/rules.ts";
import { configMistakes, isTimeout, ROUTE_RULES } from "../options/route-config.ts";
import { checkObject, isBoolean, type Rules, rules, type ValueRule } from "../options/rules.ts";

const PAGE_RULES: Record<keyof PageConfig, ValueRule> = {
  ...CONFIG_CACHE_RULES,
  ...ROUTE_RULES,
  hydrate: isBoolean,
  live: isBoolean,
  navigation: {
    expected: '"in-place" or "document"',
    accepts: (value) => value === "in-place" || value === "document",
  },
  prerender: {
    expected: "true, false or a function that returns paths",
    accepts: (value) => typeof value === "boolean" || typeof value === "function",
  },
  renderTimeout: isTimeout,
};

const PAGE: Rules = rules(PAGE_RULES);
const MISTAKES = configMistakes("page");

/**
 * Merges `config` exports from the outside in: inner values win, except that `cacheTags` add up.
 *
 * @throws {BunsenError} UNKNOWN_CONFIG for a key that no page has, because a typo would silently change what the page
 *   does, and INVALID_CONFIG for a value of the wrong kind
 */
export function mergeConfigs(configs: readonly { file: string; config: unknown }[]): PageConfig {
  const merged: PageConfig = {};
  for (const { file, config } of configs) {
    if (config === undefined) continue;
    checkObject(PAGE, config, file, MISTAKES);
    const tags = merged.cacheTags ?? [];
    Object.assign(merged, config);
    if (tags.length > 0) merged.cacheTags = [...new Set([...tags, ...(merged.cacheTags ?? [])])];
  }
  return merged;
}
