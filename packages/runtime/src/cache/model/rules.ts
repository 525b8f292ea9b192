import type { ValueRule } from "../../options/rules.ts";
import type { CacheRules } from "./policy.ts";
import { parseKeyedInput } from "./vary.ts";

const MOST_TAGS = 128;
const LONGEST_TAG = 256;
/** Ten years: longer than a build lives, and far from where sums of milliseconds lose their last digits. */
export const MOST_SECONDS = 315_360_000;

const seconds: ValueRule = {
  expected: `a number of seconds from 0 to ${MOST_SECONDS}`,
  accepts: (value) => typeof value === "number" && value >= 0 && value <= MOST_SECONDS,
};

/** Whether a value may be a cache tag. */
export function isTag(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST_TAG && value.isWellFormed();
}

const isListOf = (accepts: (item: unknown) => boolean, most: number) => (value: unknown) =>
  Array.isArray(value) && value.length <= most && value.every(accepts);

const SHARED: Record<Exclude<keyof CacheRules, "cachePage">, ValueRule> = {
  cacheExpiry: seconds,
  cacheStale: seconds,
  cacheTags: {
    expected: `a list of at most ${MOST_TAGS} texts of 1 to ${LONGEST_TAG} characters`,
    accepts: isListOf(isTag, MOST_TAGS),
  },
};

/** What a server function may return about caching. */
export const RETURNED_CACHE_RULES: Record<keyof CacheRules, ValueRule> = {
  ...SHARED,
  cachePage: { expected: "true or false", accepts: (value) => typeof value === "boolean" },
};

/** What the config of a page may say about caching. */
export const CONFIG_CACHE_RULES = {
  ...SHARED,
  cachePage: {
    expected: "true, false or a function",
    accepts: (value: unknown) => typeof value === "boolean" || typeof value === "function",
  },
  cacheQuery: {
    expected: "a list of names of search parameters",
    accepts: isListOf((item) => typeof item === "string" && item !== "", 100),
  },
  cacheVary: {
    expected:
      'a list of request headers such as "accept-language", or cookies such as "cookie:theme" (all cookies, ' +
      "authorization, and what the cache decides by itself cannot be in it)",
    accepts: isListOf((item) => typeof item === "string" && parseKeyedInput(item) !== undefined, 16),
  },
} satisfies Record<string, ValueRule>;
