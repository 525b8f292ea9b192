import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logEvents } from "@bunsen/runtime/internal/log-events";
import { checkPageExports, mistakenExports } from "@bunsen/runtime/internal/page-exports";
import type { PluginContext } from "../context/plugin-context.ts";
import { pageErrors } from "../diagnostics/page-errors.ts";
import { coded } from "../diagnostics/plugin-error.ts";
import { readPageModule } from "../page-module/exports.ts";
import { isDocument } from "../routes/document.ts";
import { checkConfig } from "./check-config.ts";
import { runRuntimeCheck } from "./runtime-checks.ts";

const ENDPOINT_EXPORTS = ["default", "handler", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Reads every page and endpoint before anything is bundled, so that a missing export is one clear message.
 * The bundler reports files that do not parse, because its message shows the code.
 *
 * @throws {BunsenPluginError}
 */
export function checkPages(context: PluginContext): void {
  checkServerModule(context);
  const all = [...context.table.routes, ...context.table.errors];
  for (const route of all) {
    const module = readModule(context, route.file);
    if (!module) continue;
    for (const problem of module.problems) {
      const where = `${route.file}:${problem.line}:${problem.column}`;
      throw pageErrors.pageExport(where, problem.message);
    }
    checkConfig(route.file, route.kind === "endpoint" ? "endpoint" : "page", module.config);
    if (route.kind === "endpoint") {
      if (!module.exportsMore && !module.exportNames.some((name) => ENDPOINT_EXPORTS.includes(name)))
        throw pageErrors.noHandler(route.file);
    } else {
      if (!module.hasDefault && !isDocument(route.file)) throw pageErrors.noDefaultExport(route.file);
      checkExports(context, route.file, module.exportNames);
    }
  }
  const wrappers = all.flatMap((route) => (route.kind === "endpoint" ? [] : route.wrappers));
  for (const file of new Set(wrappers.flatMap((wrapper) => wrapper.file ?? []))) {
    const module = readModule(context, file);
    if (!module) continue;
    checkConfig(file, "page", module.config);
    checkExports(context, file, module.exportNames);
  }
}

/** The bundler would only say that there is no export. */
function checkServerModule(context: PluginContext): void {
  const { serverFile } = context;
  const module = serverFile === undefined ? undefined : readModule(context, serverFile);
  if (serverFile !== undefined && module?.hasDefault === false) throw pageErrors.noServerOptions(serverFile);
}

function checkExports({ config }: PluginContext, file: string, names: readonly string[]): void {
  runRuntimeCheck(() => checkPageExports(file, names));
  for (const { name, meant } of mistakenExports(names)) {
    const { code, message } = logEvents.mistakenExport(file, name, meant);
    const warning = coded(code, message);
    config.logger.warn(warning);
  }
}

function readModule(context: PluginContext, file: string) {
  // Its exports are unknown until its plugin has transformed it.
  if (isDocument(file)) return undefined;
  try {
    return readPageModule(readFileSync(join(context.config.root, file), "utf8"), file);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
