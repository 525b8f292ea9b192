import { errors } from "../errors.ts";
import { suggestionFor } from "../suggest.ts";
import type { PageConfig } from "../types.ts";

const KNOWN: Record<keyof PageConfig, true> = {
  csrf: true,
  hydrate: true,
  maxRequestBodyMB: true,
  prerender: true,
  renderTimeout: true,
};

/**
 * Merges `config` exports from the outside in.
 *
 * @throws {BunsenError} for a key that no page has, because a typo would silently change what the page does
 */
export function mergeConfigs(configs: readonly { file: string; config: unknown }[]): PageConfig {
  const merged: PageConfig = {};
  for (const { file, config } of configs) {
    if (config === undefined) continue;
    for (const key of Object.keys(Object(config))) {
      if (!Object.hasOwn(KNOWN, key))
        throw errors.unknownConfig(file, key, suggestionFor(key, Object.keys(KNOWN)));
    }
    Object.assign(merged, config);
  }
  return merged;
}
