import { createRequire } from "node:module";
import { normalize } from "node:path";
import type { LoadedModule, NamesRequest, NamesResponse } from "./export-names.ts";

const { cache } = createRequire(import.meta.url);

async function load(file: string): Promise<LoadedModule | undefined> {
  try {
    const names = Object.keys(await import(file)).filter((name) => name !== "default");
    return { names, files: [...filesOf(cache[normalize(file)], new Set())] };
  } catch {
    // The importer says what is wrong when it is loaded; here only the names count.
    return undefined;
  }
}

/** The files of a module and of all that it requires. */
function filesOf(module: NodeJS.Module | undefined, seen: Set<string>): Set<string> {
  if (module === undefined || seen.has(module.filename)) return seen;
  seen.add(module.filename);
  for (const child of module.children) filesOf(child, seen);
  return seen;
}

function ignore(): void {
  // What a module does later does not change what it exports.
}

process.on("uncaughtException", ignore);
process.on("unhandledRejection", ignore);
process.on("message", async ({ file }: NamesRequest) => {
  process.send?.({ file, loaded: await load(file) } satisfies NamesResponse);
});
process.on("disconnect", () => process.exit());
