import type { StaticConfig } from "../../manifest/types.ts";

/** One setting of a page's config, for people. */
export interface Setting {
  name: string;
  value: string;
}

const AT_RUN_TIME = "decided at run time";

/** What a page's config says about the page cache; nothing if it says nothing. */
export function cacheSettings(config: StaticConfig | undefined): Setting[] {
  if (!config) return [];
  const { values, atRunTime = [] } = config;
  const settings: Setting[] = [];
  const add = (name: string, key: string, show: (value: unknown) => string) => {
    if (atRunTime.includes(key)) settings.push({ name, value: AT_RUN_TIME });
    else if (Object.hasOwn(values, key)) settings.push({ name, value: show(values[key]) });
  };
  add("cached", "cachePage", (value) => (value === true ? "yes" : "no"));
  add("expiry", "cacheExpiry", shownSeconds);
  add("stale", "cacheStale", shownSeconds);
  add("tags", "cacheTags", shownList);
  add("query", "cacheQuery", shownList);
  add("vary", "cacheVary", shownList);
  if (atRunTime.includes("*")) settings.push({ name: "config", value: AT_RUN_TIME });
  return settings;
}

const UNITS: readonly [seconds: number, name: string][] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
];

/** `10 min` for 600; other values stay in seconds. */
function shownSeconds(value: unknown): string {
  if (typeof value !== "number") return shown(value);
  const [seconds, name] = UNITS.find(([unit]) => value >= unit && value % unit === 0) ?? [1, "s"];
  return `${value / seconds} ${name}`;
}

function shownList(value: unknown): string {
  if (!Array.isArray(value)) return shown(value);
  return value.length > 0 ? value.map((entry) => shown(entry)).join(", ") : "none";
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value));
}
