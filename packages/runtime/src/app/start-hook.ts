import type { ServerOptions } from "../api/define-server.ts";
import type { PageCache } from "../cache/page-cache.ts";
import { peersOfProcess } from "../contract/peers.ts";
import { CronScheduler } from "../cron/scheduler.ts";
import type { Tracing } from "../telemetry/tracing.ts";

/** Calls `onStart` of `src/server.ts` once, and then starts its jobs. */
export class StartHook {
  /** `undefined` if the app has none. */
  readonly jobs: CronScheduler | undefined;
  readonly #onStart: ServerOptions["onStart"];
  readonly #controller = new AbortController();
  #started: Promise<void> | undefined;

  /**
   * @param cache whose store says which of several instances runs a job
   * @param tracing follows the jobs
   */
  constructor(
    { onStart, cron }: Pick<ServerOptions, "onStart" | "cron">,
    { cache, tracing }: { cache?: PageCache | undefined; tracing?: Tracing | undefined } = {},
  ) {
    this.#onStart = onStart;
    this.jobs =
      cron &&
      new CronScheduler(
        cron,
        async (name, scheduledAt, seconds) => {
          const claim = cache ? await cache.claimJob(name, scheduledAt, seconds) : "alone";
          // Without a store that instances share there may still be other workers.
          return claim === "alone" ? (peersOfProcess()?.claimJob(name, scheduledAt) ?? "alone") : claim;
        },
        { tracing },
      );
  }

  /**
   * Resolves when the hook has; later calls get the same promise.
   *
   * @param worker the number of this process among those that share the port
   * @throws what the hook throws
   */
  start(worker = 0): Promise<void> {
    this.#started ??= this.#call(worker);
    return this.#started;
  }

  /** Aborts the signals of the hook and of the jobs, which begin no more. */
  stop(): void {
    this.#controller.abort();
    this.jobs?.stop();
  }

  async #call(worker: number): Promise<void> {
    const { signal } = this.#controller;
    await this.#onStart?.({ signal, worker });
    if (!signal.aborted) this.jobs?.start();
  }
}
