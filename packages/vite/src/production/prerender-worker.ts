import type { App } from "@bunsen/runtime/internal/app";
import { beginBuilding } from "@bunsen/runtime/internal/build-phase";
import { prerenderPages } from "@bunsen/runtime/internal/prerender";
import type { PrerenderMessage } from "./prerender.ts";

function report(message: PrerenderMessage): void {
  process.send?.(message);
}

const [, , file = ""] = process.argv;
/** An error while the user's modules are loaded does not say where it happened; its stack does. */
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
  for await (const page of prerenderPages(app)) report({ page });
} catch (error) {
  report({ failure: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
// User code may hold timers and connections open; nothing is left to do.
process.disconnect?.();
process.exit();
