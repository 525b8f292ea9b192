import type { EndpointConfig } from "../api/config.ts";
import { configMistakes, isTimeout, ROUTE_RULES } from "../options/route-config.ts";
import { checkObject, type Rules, rules, type ValueRule } from "../options/rules.ts";

const ENDPOINT_RULES: Record<keyof EndpointConfig, ValueRule> = { ...ROUTE_RULES, timeout: isTimeout };
const ENDPOINT: Rules = rules(ENDPOINT_RULES);
const MISTAKES = configMistakes("endpoint");

/**
 * Checks the `config` that an endpoint exports.
 *
 * @throws {BunsenError} UNKNOWN_CONFIG or INVALID_CONFIG, naming the key
 */
export function checkEndpointConfig(file: string, config: unknown): EndpointConfig {
  if (config === undefined) return {};
  checkObject(ENDPOINT, config, file, MISTAKES);
  return config;
}
