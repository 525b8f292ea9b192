import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { App } from "@bunsen/runtime/internal/app";
import { beginBuilding } from "@bunsen/runtime/internal/build-phase";
import { cliErrors } from "../diagnostics/cli-errors.ts";

/**
 * The app of a build, loaded and not started: `onStart` is not called, and its code can tell by `building` that it does not serve.
 * What its modules print goes to standard error from here on.
 *
 * @throws {BunsenPluginError} NO_BUILD
 */
export async function loadApp(directory: string): Promise<App> {
  const entry = join(resolve(directory), "server", "app.js");
  if (!existsSync(entry)) throw cliErrors.noBuild(directory);
  beginBuilding();
  console.log = console.error;
  const { app }: { app: App } = await import(entry);
  return app;
}
