/** Why and for whom the work of one request is given up. */
export class AbortScope {
  readonly #clientSignal: () => AbortSignal;
  #controller: AbortController | undefined;
  #reason: unknown;
  #clientLeft = false;

  /** @param clientSignal that of the request, which middleware may replace */
  constructor(clientSignal: () => AbortSignal) {
    this.#clientSignal = clientSignal;
  }

  /** What user code sees as `ctx.signal`. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      const controller = new AbortController();
      this.#controller = controller;
      const client = this.#clientSignal();
      if (this.#reason !== undefined) controller.abort(this.#reason);
      else if (client.aborted) controller.abort(client.reason);
      else client.addEventListener("abort", () => controller.abort(client.reason), { once: true });
    }
    return this.#controller.signal;
  }

  /** Aborts `signal`, whether it was asked for already or will be. */
  abort(reason: unknown): void {
    this.#reason ??= reason;
    this.#controller?.abort(reason);
  }

  /** For work that goes on after `abort`: from now on `signal` is another one, which the client alone aborts. */
  renew(): void {
    this.#controller = undefined;
    this.#reason = undefined;
  }

  /** The same as `abort`, for a client that no longer reads its response. */
  clientLeaves(): void {
    this.#clientLeft = true;
    this.abort(new DOMException("The client left.", "AbortError"));
  }

  /** Whether the client no longer waits for the response: what fails then is not worth a line in the log. */
  get clientLeft(): boolean {
    return this.#clientLeft || this.#clientSignal().aborted;
  }
}
