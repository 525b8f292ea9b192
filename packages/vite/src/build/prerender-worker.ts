import type { App } from "@bunsen/runtime/app";
import { beginBuilding } from "@bunsen/runtime/building";
import { prerenderPages } from "@bunsen/runtime/prerender";
import type { PrerenderMessage } from "./prerender.ts";

/** Where prerendered pages believe to be, unless the app names its public origin. */
const ORIGIN = "http://localhost";

function report(message: PrerenderMessage): void {
  process.send?.(message);
}

const [, , file = ""] = process.argv;
beginBuilding();
try {
  const { app }: { app: App } = await import(file);
  for await (const page of prerenderPages(app, ORIGIN)) report({ page });
} catch (error) {
  report({ failure: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
// User code may hold timers and connections open; there is nothing left to wait for.
process.disconnect?.();
process.exit();
