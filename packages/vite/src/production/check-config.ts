import { checkEndpointConfig } from "@bunsen/runtime/internal/endpoint-config";
import { mergeConfigs } from "@bunsen/runtime/internal/page-config";
import type { StaticValues } from "../page-module/static-values.ts";
import { sayAsRuntime } from "./say-as-runtime.ts";

/**
 * Says of a `config` what the server would say when the route is first asked for, which may be after the release: of its
 * keys, and of those values that are literals.
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
  sayAsRuntime(() => {
    if (kind === "endpoint") checkEndpointConfig(file, config);
    else mergeConfigs([{ file, config }]);
  });
}
