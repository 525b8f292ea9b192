import { readFileSync } from "node:fs";
import type { ModulePair } from "@bunsen/runtime/internal/route-table";
import { readPageModule } from "../page-module/exports.ts";
import { PageModuleError } from "../page-module/parse.ts";
import { isDocument } from "../routes/document.ts";
import { sorted } from "./order.ts";
import type { StaticConfig } from "./types.ts";

/**
 * What a module says about itself in `config`, without being run. Documents of other plugins (`.mdx`) are not
 * read, and the bundler reports files that do not parse.
 *
 * @param file absolute
 */
export function configOf(file: string): StaticConfig {
  if (isDocument(file)) return { values: {}, atRunTime: ["*"] };
  const code = readFileSync(file, "utf8");
  // Parsing takes the most time here, and few pages export a `config`.
  if (!/\bconfig\b/.test(code)) return { values: {} };
  try {
    const { values, atRunTime } = readPageModule(code, file).config;
    return { values, atRunTime };
  } catch (error) {
    if (error instanceof PageModuleError) return { values: {}, atRunTime: ["*"] };
    throw error;
  }
}

/**
 * The configs of a page and what wraps it, merged from the outside in, as the server does.
 *
 * @param levels root first, the page last
 * @param configOf what a file of a level says
 */
export function mergedConfig(
  levels: readonly ModulePair[],
  configOf: (file: string) => StaticConfig,
): StaticConfig | undefined {
  const values: Record<string, unknown> = {};
  const atRunTime = new Set<string>();
  for (const { file } of levels) {
    if (file === undefined) continue;
    const config = configOf(file);
    for (const [key, value] of Object.entries(config.values)) {
      values[key] = value;
      atRunTime.delete(key);
    }
    for (const key of config.atRunTime ?? []) {
      delete values[key];
      atRunTime.add(key);
    }
  }
  if (Object.keys(values).length === 0 && atRunTime.size === 0) return undefined;
  return { values, ...(atRunTime.size > 0 && { atRunTime: sorted(atRunTime) }) };
}
