import { AsyncLocalStorage } from "node:async_hooks";
import type { ViteDevServer } from "vite";
import { Burst } from "../util/burst.ts";

/** What a change means to a tab. */
export interface Change {
  /** Whether the server would now render this app differently. */
  rendersAnew: boolean;
  /** Whether Vite has an update for the browser as well. */
  updatesBrowser: boolean;
}

/** A change without details. */
export const ANYTHING: Change = { rendersAnew: true, updatesBrowser: false };

/**
 * Counts the changes after which the server renders differently, so that a tab that is still loading misses none: it
 * receives nothing until its socket is open. Each document names the last change before its request. The tab sends that
 * number when its socket opens, and is notified if there was a newer change.
 */
export class Changes {
  #count = 0;
  /** What is announced at the end of the burst. */
  #next: { server: ViteDevServer; rendersAnew: boolean } | undefined;
  readonly #burst = new Burst(() => this.#announceNext());
  readonly #atStart = new AsyncLocalStorage<number>();

  /** Runs the work of a request. */
  during<Result>(work: () => Result): Result {
    return this.#atStart.run(this.#count, work);
  }

  /** The last change before the current request. */
  get ofThisRequest(): number {
    return this.#atStart.getStore() ?? this.#count;
  }

  /**
   * Notifies every tab of a change, immediately; of those that follow in a moment, such as by a switch of branches, once.
   * Call it when all old modules are invalidated.
   */
  announce(server: ViteDevServer, change: Change): void {
    const { rendersAnew } = change;
    if (rendersAnew) this.#count++;
    if (this.#burst.isPending)
      this.#next = { server, rendersAnew: rendersAnew || this.#next?.rendersAnew === true };
    else server.environments.client?.hot.send("bunsen:refresh", change);
    this.#burst.note();
  }

  /** Announces nothing more: the server stops. */
  stop(): void {
    this.#burst.cancel();
  }

  #announceNext(): void {
    if (!this.#next) return;
    const { server, rendersAnew } = this.#next;
    this.#next = undefined;
    // By now Vite's own updates have been sent.
    server.environments.client?.hot.send("bunsen:refresh", { rendersAnew, updatesBrowser: false });
    this.#burst.note();
  }

  /** Notifies a tab of changes that it missed while it loaded. */
  notifyLateTabs(server: ViteDevServer): void {
    server.environments.client?.hot.on("bunsen:rendered", ({ change }: { change: number }, client) => {
      if (change < this.#count) client.send("bunsen:refresh", ANYTHING);
    });
  }
}
