import type { ServerOptions } from "../api/define-server.ts";

/** Calls `onStart` of `src/server.ts` once. */
export class StartHook {
  readonly #onStart: ServerOptions["onStart"];
  readonly #controller = new AbortController();
  #started: Promise<void> | undefined;

  constructor(onStart: ServerOptions["onStart"]) {
    this.#onStart = onStart;
  }

  /**
   * Resolves when the hook has; later calls get the same promise.
   *
   * @throws what the hook throws
   */
  start(): Promise<void> {
    this.#started ??= this.#call();
    return this.#started;
  }

  /** Aborts the hook's signal. */
  stop(): void {
    this.#controller.abort();
  }

  async #call(): Promise<void> {
    await this.#onStart?.({ signal: this.#controller.signal, worker: 0 });
  }
}
