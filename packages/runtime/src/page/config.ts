import type { EndpointConfig, PageConfig } from "../api/types.ts";
import { CONFIG_CACHE_RULES } from "../cache/model/rules.ts";
import { errors } from "../diagnostics/errors.ts";
import { DAY_IN_SECONDS } from "../options/checks.ts";
import {
  checkObject,
  isBoolean,
  type Mistakes,
  type Rules,
  rules,
  type ValueRule,
} from "../options/rules.ts";

/** Ends up in a timer. */
const isTimeout: ValueRule = {
  expected: `a number of seconds above 0, at most ${DAY_IN_SECONDS}`,
  accepts: (value) => typeof value === "number" && value > 0 && value <= DAY_IN_SECONDS,
};

/** What pages and endpoints have in common. */
const ROUTE_RULES = {
  csrf: isBoolean,
  maxRequestBodyMB: {
    expected: "a number of megabytes, 0 or more",
    accepts: (value: unknown) => typeof value === "number" && value >= 0 && Number.isFinite(value),
  },
};

const ENDPOINT_RULES: Record<keyof EndpointConfig, ValueRule> = { ...ROUTE_RULES, timeout: isTimeout };

const PAGE_RULES: Record<keyof PageConfig, ValueRule> = {
  ...CONFIG_CACHE_RULES,
  ...ROUTE_RULES,
  hydrate: isBoolean,
  prerender: {
    expected: "true, false or a function that returns paths",
    accepts: (value) => typeof value === "boolean" || typeof value === "function",
  },
  renderTimeout: isTimeout,
};

const ENDPOINT: Rules = rules(ENDPOINT_RULES);
const PAGE: Rules = rules(PAGE_RULES);

/**
 * Checks the `config` that an endpoint exports.
 *
 * @throws {BunsenError} UNKNOWN_CONFIG or INVALID_CONFIG, naming the key
 */
export function checkEndpointConfig(file: string, config: unknown): EndpointConfig {
  if (config === undefined) return {};
  checkObject(ENDPOINT, config, file, mistakesOf("endpoint"));
  return config;
}

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
    checkObject(PAGE, config, file, mistakesOf("page"));
    const tags = merged.cacheTags ?? [];
    Object.assign(merged, config);
    if (tags.length > 0) merged.cacheTags = [...new Set([...tags, ...(merged.cacheTags ?? [])])];
  }
  return merged;
}

function mistakesOf(kind: "page" | "endpoint"): Mistakes {
  return {
    unknown: (file, key, suggestion) => errors.unknownConfig(file, kind, key, suggestion),
    invalid: errors.invalidConfig,
  };
}
