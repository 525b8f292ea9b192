import type { TrackedCookies } from "../../http/cookies.ts";

/** A page that set cookies, and then threw: the response to that sets them, too. */
export class ExitWithCookies {
  readonly failure: unknown;
  readonly cookies: TrackedCookies;

  constructor(failure: unknown, cookies: TrackedCookies) {
    this.failure = failure;
    this.cookies = cookies;
  }
}

/** Whether a page failed, in part or as a whole; a stale page is sent instead of such a response. */
export interface UnstoredOptions {
  readonly hasFailed: boolean;
  /** All of the response's body, for one that may be shared: it has nothing of a visitor's and says nothing against it. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

/**
 * A response that is not stored: for everybody who waited for its render if it may be shared, else for the first one who
 * takes it.
 */
export class Unstored {
  readonly hasFailed: boolean;
  readonly #body: Uint8Array<ArrayBuffer> | undefined;
  #response: Response | undefined;
  #exit: ExitWithCookies | undefined;

  constructor(response: Response | ExitWithCookies, { hasFailed, body }: UnstoredOptions) {
    this.hasFailed = hasFailed;
    this.#body = body;
    if (response instanceof ExitWithCookies) this.#exit = response;
    else this.#response = response;
  }

  /** Whether everybody who waited for the render may have it. */
  get isShared(): boolean {
    return this.#body !== undefined;
  }

  /** @returns `undefined` if it was for one visitor, who has it: the others need their own */
  take(): Response | undefined {
    const response = this.#response;
    const body = this.#body;
    // A status such as 304 takes no body, not even an empty one.
    if (body && response) return new Response(body.byteLength > 0 ? body : null, response);
    this.#response = undefined;
    return response;
  }

  /** @returns `undefined` if the page did not throw, or if another visitor has it */
  takeExit(): ExitWithCookies | undefined {
    const exit = this.#exit;
    this.#exit = undefined;
    return exit;
  }

  /**
   * Ends a body that nobody reads.
   *
   * @returns what the page threw, if it did
   */
  discard(): unknown {
    this.take()?.body?.cancel().catch(ignoreCancelled);
    return this.takeExit()?.failure;
  }
}

function ignoreCancelled(): void {
  // A response that nobody reads may end as it likes.
}
