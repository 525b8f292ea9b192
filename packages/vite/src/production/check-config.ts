import { checkEndpointConfig } from "@bunsen/runtime/internal/endpoint-config";
import { mergeConfigs } from "@bunsen/runtime/internal/page-config";
import type { StaticValues } from "../page-module/static-values.ts";
import { runRuntimeCheck } from "./runtime-checks.ts";

/**
 * Checks the keys of a `config`, and those values that are literals. Without it, the server would report a mistake when
 * the route is first requested, perhaps after the release.
 *
 * @throws {BunsenPluginError} UNKNOWN_CONFIG or INVALID_CONFIG
 */
export function checkConfig(
  file: string,
  kind: "page" | "endpoint",
  { values, atRunTime }: StaticValues,
): void {
  const later = atRunTime.filter((key) => key !== "*").map((key) => [key, undefined]);
  const config = { ...values, ...Object.fromEntries(later) };
  runRuntimeCheck(() => {
    if (kind === "endpoint") checkEndpointConfig(file, config);
    else mergeConfigs([{ file, config }]);
  });
}
