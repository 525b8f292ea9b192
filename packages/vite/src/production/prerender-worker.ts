import type { App } from "@bunsen/runtime/internal/app";
import { beginBuilding } from "@bunsen/runtime/internal/build-phase";
import { prerenderPages } from "@bunsen/runtime/internal/prerender";
import type { PrerenderMessage } from "./prerender.ts";

/** Where prerendered pages believe to be, unless the app names its public origin. */
const ORIGIN = "http://localhost";

function report(message: PrerenderMessage): void {
  process.send?.(message);
}

const [, , file = ""] = process.argv;
/** What the user's modules throw when they are loaded says nothing of where; its stack does. */
async function load(): Promise<App> {
  try {
    return (await import(file)).app;
  } catch (error) {
    const reason = error instanceof Error ? error.stack : String(error);
    throw new Error(`The server cannot be loaded: ${reason}`);
  }
}

beginBuilding();
try {
  const app = await load();
  for await (const page of prerenderPages(app, ORIGIN)) report({ page });
} catch (error) {
  report({ failure: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
// User code may hold timers and connections open; there is nothing left to wait for.
process.disconnect?.();
process.exit();
