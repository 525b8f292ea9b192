import type { ServerResponse } from "node:http";
import type { ViteDevServer } from "vite";
import type { PluginContext } from "../../context.ts";
import type { RecentRequests } from "../requests/recent.ts";
import type { RequestRecord } from "../requests/record.ts";

/** A client that went without a word is noticed by a line that does not reach it. */
const HEARTBEAT_MILLISECONDS = 15_000;

/** Several files change at once when a branch is changed. */
const APP_MILLISECONDS = 100;

/**
 * Streams news to a page as long as it is open: `requests`, all of them at first, and `app` when files of the pages
 * changed (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export function sendEvents(
  response: ServerResponse,
  context: PluginContext,
  { watcher }: ViteDevServer,
  recent: RecentRequests,
): void {
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const sendRequests = (requests: readonly RequestRecord[]) => send("requests", requests);
  let announced: NodeJS.Timeout | undefined;
  const onChange = (_event: string, file: string) => {
    if (!context.isPageFile(file)) return;
    announced ??= setTimeout(() => {
      announced = undefined;
      send("app", null);
    }, APP_MILLISECONDS);
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  sendRequests(recent.list());
  const unsubscribe = recent.subscribe(sendRequests);
  watcher.on("all", onChange);
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MILLISECONDS);
  response.once("close", () => {
    unsubscribe();
    watcher.off("all", onChange);
    clearInterval(heartbeat);
    clearTimeout(announced);
  });
}
