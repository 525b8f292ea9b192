import { AsyncLocalStorage } from "node:async_hooks";
import type { ViteDevServer } from "vite";

/** What a change means to a tab. */
export interface Change {
  /** Whether the server would now render this app differently. */
  rendersAnew: boolean;
  /** Whether Vite has an update for the browser as well. */
  updatesBrowser: boolean;
}

/** A change of which nothing else is known. */
export const ANYTHING: Change = { rendersAnew: true, updatesBrowser: false };

/**
 * Changes that make the server render anew, counted, so that none is lost on a tab that is just being loaded: it hears of
 * nothing before its socket is there. Each document names the last change from before its request; the tab tells it when
 * the socket is there, and is told whether there was a newer one.
 */
export class Changes {
  #count = 0;
  readonly #atStart = new AsyncLocalStorage<number>();

  /** Runs the work of a request. */
  during<Result>(work: () => Result): Result {
    return this.#atStart.run(this.#count, work);
  }

  /** The last change from before the request that is worked on. */
  get ofThisRequest(): number {
    return this.#atStart.getStore() ?? this.#count;
  }

  /** Tells every tab of a change; call it when nothing old is left. */
  announce(server: ViteDevServer, change: Change): void {
    if (change.rendersAnew) this.#count++;
    server.environments.client?.hot.send("bunsen:refresh", change);
  }

  /** Tells a tab of what it missed while it was loaded. */
  answerLateTabs(server: ViteDevServer): void {
    server.environments.client?.hot.on("bunsen:rendered", ({ change }: { change: number }, client) => {
      if (change < this.#count) client.send("bunsen:refresh", ANYTHING);
    });
  }
}
