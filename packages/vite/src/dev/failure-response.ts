import { errorFields } from "@bunsen/runtime/internal/log";
import { logError, logEvents } from "@bunsen/runtime/internal/log-events";
import type { DevelopmentHooks } from "@bunsen/runtime/internal/server-build";

/** The response if not even the route table can be loaded: the overlay on an empty page. */
export async function failureResponse(hooks: DevelopmentHooks, error: unknown): Promise<Response> {
  logError(logEvents.appFailed(), errorFields(error));
  hooks.requestFailed(error);
  const overlay = await hooks.errorOverlay(error);
  return new Response(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>500</title></head><body>${overlay}</body></html>`,
    {
      status: 500,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    },
  );
}
