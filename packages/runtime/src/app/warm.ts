import { isCached } from "../cache/model/cache-status.ts";
import { logEvents, logWarning } from "../diagnostics/log-events.ts";
import { routePath } from "../http/target.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { Connection } from "../request/connection.ts";

type Handle = (request: Request, connection: Connection) => Response | Promise<Response>;

/**
 * Asks for every page of `cache.warm`, one after the other, so that no visitor waits for their first render. What
 * cannot be rendered is a line in the log.
 *
 * @param handle the app's own
 * @param base Vite's `base`
 */
export async function warmCache(handle: Handle, settings: ServerSettings, base: string): Promise<void> {
  const { warm } = settings.cache;
  const origin = settings.environment.origin ?? settings.options.origin;
  if (warm.length === 0) return;
  if (origin === undefined) {
    logWarning(logEvents.warmNeedsOrigin());
    return;
  }
  for (const path of warm) {
    const request = new Request(new URL(base.slice(0, -1) + routePath(path, base), origin), {
      headers: { "user-agent": "bunsen-warm" },
    });
    const response = await handle(request, { server: undefined });
    await response.body?.cancel();
    if (response.status !== 200 || !isCached(response)) {
      logWarning(logEvents.warmNotCached(path), { status: response.status });
    }
  }
}
