import { join } from "node:path";
import type { App } from "@bunsen/runtime/internal/app";
import { beginBuilding } from "@bunsen/runtime/internal/build-phase";
import { prerenderPages } from "@bunsen/runtime/internal/prerender";
import { mapperOf } from "@bunsen/runtime/internal/source-map";
import { describeThrown } from "@bunsen/runtime/internal/thrown";
import type { PrerenderMessage } from "./prerender.ts";

const [, , directory = ""] = process.argv;

function report(message: PrerenderMessage): void {
  process.send?.(message);
}

/** The stack of a thrown value, with places in the sources. */
function stackOf(thrown: unknown): string {
  const mapper = mapperOf(directory);
  return describeThrown(thrown, (message, frames) => message + mapper.map(frames));
}

async function load(): Promise<App | undefined> {
  try {
    return (await import(join(directory, "server", "app.js"))).app;
  } catch (error) {
    report({ loadError: stackOf(error) });
    return undefined;
  }
}

async function renderAll(app: App): Promise<void> {
  try {
    report({ asksForWorkers: app.build.server?.serve?.workers !== undefined });
    for await (const page of prerenderPages(app)) report({ page });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? stackOf(error.cause) : undefined;
    report({ failure: error instanceof Error ? error.message : String(error), cause });
  }
}

beginBuilding();
const app = await load();
if (app) await renderAll(app);
// User code may hold timers and connections open; nothing is left to do.
process.disconnect?.();
process.exit();
