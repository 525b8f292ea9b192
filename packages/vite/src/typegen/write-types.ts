import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginContext } from "../context/plugin-context.ts";
import { routeTypes } from "./route-types.ts";

const DIRECTORY = ".bunsen";

/** Writes the generated types. A file that would not change is not touched, so that no watcher reports it. */
export function writeTypes(context: PluginContext): void {
  const directory = join(context.config.root, DIRECTORY);
  const file = join(directory, "routes.d.ts");
  const text = routeTypes(context.table, "..", context.serverFile);
  if (text === readIfThere(file)) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, ".gitignore"), "*\n");
  writeFileSync(file, text);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
