import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { messages } from "../messages.ts";

/**
 * Serves a build. Never builds.
 *
 * @throws {BunsenPluginError} if there is no build
 */
export async function start([directory = "dist"]: string[]): Promise<void> {
  const entry = join(resolve(directory), "server", "index.js");
  if (!existsSync(entry)) throw messages.noBuild(directory);
  await import(entry);
}
