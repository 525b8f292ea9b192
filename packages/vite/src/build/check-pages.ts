import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginContext } from "../context.ts";
import { BunsenPluginError, messages } from "../messages.ts";
import { readPageModule } from "../page-module/exports.ts";
import { isDocument } from "../pages/document.ts";

const ENDPOINT_EXPORTS = ["default", "handler", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Reads every page and endpoint before anything is bundled, so that a missing export is one clear message.
 * A file that does not parse is left to the bundler, whose message shows the code.
 *
 * @throws {BunsenPluginError}
 */
export function checkPages(context: PluginContext): void {
  for (const route of [...context.table.routes, ...context.table.errors]) {
    const module = readModule(context, route.file);
    if (!module) continue;
    for (const problem of module.problems) {
      const where = `${route.file}:${problem.line}:${problem.column}`;
      throw new BunsenPluginError("PAGE_EXPORT", `${where}: ${problem.message}`);
    }
    if (route.kind === "endpoint") {
      if (!module.exportsMore && !module.exportNames.some((name) => ENDPOINT_EXPORTS.includes(name)))
        throw messages.noHandler(route.file);
    } else if (!module.hasDefault && !isDocument(route.file)) throw messages.noDefaultExport(route.file);
  }
}

function readModule(context: PluginContext, file: string) {
  // It gets its exports only when its plugin has transformed it.
  if (isDocument(file)) return undefined;
  try {
    return readPageModule(readFileSync(join(context.config.root, file), "utf8"), file);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
