import type { ServerResponse } from "node:http";
import type { FSWatcher } from "vite";
import type { PluginContext } from "../../context/plugin-context.ts";
import type { RecentRequests } from "../requests/recent.ts";
import type { RequestRecord } from "../requests/record.ts";

/** A client that left without closing its connection is noticed when a line does not reach it. */
const HEARTBEAT_MILLISECONDS = 15_000;

/** Many files change together when the user switches branches. */
const TELL_MILLISECONDS = 100;

/** Bytes that may wait for a client that has stopped reading. */
const MOST_WAITING = 1024 * 1024;

/** Events for the open pages. */
export class PageEvents {
  readonly #recent: RecentRequests;
  readonly #onPagesChanged = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(context: PluginContext, watcher: FSWatcher, recent: RecentRequests) {
    this.#recent = recent;
    watcher.on("all", (_event, file) => {
      if (context.isPageFile(file)) this.#timer ??= setTimeout(() => this.#tell(), TELL_MILLISECONDS);
    });
  }

  /**
   * Streams events until the client leaves: `requests`, all of them at first, and `app` when files of the pages changed
   * (https://html.spec.whatwg.org/multipage/server-sent-events.html).
   */
  stream(response: ServerResponse): void {
    const send = (text: string) => {
      response.write(text);
      if (response.writableLength > MOST_WAITING) response.destroy();
    };
    const sendRequests = (requests: readonly RequestRecord[]) =>
      send(`event: requests\ndata: ${JSON.stringify(requests)}\n\n`);
    const sendChange = () => send("event: app\ndata:\n\n");
    response.writeHead(200, { "content-type": "text/event-stream" });
    sendRequests(this.#recent.list());
    const unsubscribe = this.#recent.subscribe(sendRequests);
    this.#onPagesChanged.add(sendChange);
    const heartbeat = setInterval(send, HEARTBEAT_MILLISECONDS, ":\n\n");
    response.once("close", () => {
      unsubscribe();
      this.#onPagesChanged.delete(sendChange);
      clearInterval(heartbeat);
    });
  }

  #tell(): void {
    this.#timer = undefined;
    for (const tell of this.#onPagesChanged) tell();
  }
}
