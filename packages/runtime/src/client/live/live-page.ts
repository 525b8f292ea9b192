// A separate file: only pages that are live load it.

import type { HydratedPage } from "../hydrate.ts";
import { navigate } from "../navigation/navigate.ts";
import { type Place, placeOf } from "../navigation/place.ts";
import { IDLE, navigationStatus, onStatusChange } from "../navigation/status.ts";
import { dataBlock, pageScript } from "../page-elements.ts";
import { Refused, readChanges } from "./change-stream.ts";

/** Milliseconds after which a hidden tab gives up its connection: browsers have six for an origin over HTTP/1.1. */
const HIDDEN_MILLISECONDS = 5000;
/** Milliseconds between two refreshes at least. */
const REFRESH_MILLISECONDS = 250;
const FIRST_RETRY_MILLISECONDS = 1000;
const LONGEST_RETRY_MILLISECONDS = 300_000;

/** Keeps the page of this tab current: hears of changes, and requests the page again, quietly. */
export class LivePage {
  readonly #hydrated: HydratedPage;
  readonly #place: Place;
  /** What the current page is about; `undefined` if it is not live. */
  #token: string | undefined;
  #stream: AbortController | undefined;
  #refresh: AbortController | undefined;
  /** Until this time, on the clock of `performance.now()`, it is known what has changed. */
  #knownUntil = 0;
  #isOutdated = false;
  /** Whether the server has another build by now, whose pages this document cannot show. */
  #needsDocument = false;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #refreshTimer: number | undefined;
  #retryTimer: number | undefined;
  #hiddenTimer: number | undefined;

  /** @param signal aborts when another document takes the place of this one */
  constructor(hydrated: HydratedPage, signal: AbortSignal) {
    this.#hydrated = hydrated;
    this.#place = placeOf(hydrated);
    signal.addEventListener("abort", () => this.#stop());
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    // A page in the back/forward cache must not be connected; it may come back.
    addEventListener("pagehide", () => this.#close(), { signal });
    addEventListener("pageshow", () => this.#resume(), { signal });
    addEventListener("online", () => this.#resume(), { signal });
    // What a visitor does comes first. A page that is about to be shown may have been requested before the change.
    const end = onStatusChange(() => {
      if (navigationStatus() !== IDLE) this.#refresh?.abort();
      else if (this.#isOutdated) this.#schedule(0);
    });
    signal.addEventListener("abort", end);
  }

  /** Follows what the page that is shown now is about. */
  update(): void {
    const token = dataBlock(document)?.dataset.live;
    const hasSameTopics = topicsOf(token) === topicsOf(this.#token);
    this.#token = token;
    if (hasSameTopics && this.#stream) return;
    this.#stop();
    if (token === undefined) return;
    this.#isOutdated = false;
    // A fresh token may be refused as the last one was.
    if (!hasSameTopics) this.#failures = 0;
    this.#knownUntil = this.#hydrated.requestedAt ?? documentRequestedAt();
    this.#connect();
  }

  #onVisibility(): void {
    clearTimeout(this.#hiddenTimer);
    if (document.visibilityState === "hidden") {
      this.#hiddenTimer = window.setTimeout(() => this.#close(), HIDDEN_MILLISECONDS);
      // A new document loses what was typed, so it is loaded when nobody looks.
      if (this.#needsDocument) location.reload();
      return;
    }
    this.#resume();
  }

  /** What was waiting for a better time need not wait any longer. */
  #resume(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = undefined;
    if (this.#isOutdated) this.#schedule(0);
    this.#connect();
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    if (this.#token === undefined || this.#stream || document.visibilityState === "hidden") return;
    const stream = new AbortController();
    this.#stream = stream;
    const events = {
      onContact: () => {
        this.#failures = 0;
        this.#knownUntil = performance.now();
      },
      onChange: (spread: number) => this.#schedule(spread),
    };
    readChanges(this.#token, performance.now() - this.#knownUntil, stream.signal, events)
      .catch((error: unknown) => error)
      .then((error) => {
        if (this.#stream !== stream) return;
        this.#stream = undefined;
        this.#retry(error);
      });
  }

  /** @param error why the stream has ended; `undefined` if the server has ended it, as it does when it shuts down */
  #retry(error: unknown): void {
    const wait = this.#nextWait();
    const isFull = error instanceof Refused && (error.status === 429 || error.status === 503);
    // The token is of another server, or too old: the page has a new one.
    if (error instanceof Refused && !isFull) this.#schedule(wait);
    this.#retryTimer = window.setTimeout(() => this.#connect(), Math.max(wait, isFull ? error.wait : 0));
  }

  #schedule(milliseconds: number): void {
    this.#isOutdated = true;
    if (document.visibilityState === "hidden" || this.#needsDocument || this.#token === undefined) return;
    if (this.#refreshTimer !== undefined || this.#refresh || navigationStatus() !== IDLE) return;
    const earliest = this.#refreshedAt + REFRESH_MILLISECONDS - performance.now();
    this.#refreshTimer = window.setTimeout(
      () => {
        this.#refreshTimer = undefined;
        void this.#refreshNow();
      },
      Math.max(Math.random() * milliseconds, earliest),
    );
  }

  async #refreshNow(): Promise<void> {
    if (document.visibilityState === "hidden" || navigationStatus() !== IDLE) return;
    const refresh = new AbortController();
    this.#refresh = refresh;
    this.#refreshedAt = performance.now();
    this.#isOutdated = false;
    try {
      await this.#show(refresh.signal);
    } catch {
      // The page stays as it is: the server fails, cannot be reached, or the visitor goes elsewhere.
      this.#isOutdated = true;
    }
    this.#refresh = undefined;
    if (this.#isOutdated) this.#schedule(refresh.signal.aborted ? 0 : this.#nextWait());
  }

  /** @throws if the page cannot be requested now */
  async #show(signal: AbortSignal): Promise<void> {
    const requestedAt = performance.now();
    const { href } = location;
    const response = await fetch(href, {
      headers: { accept: "text/html" },
      // The HTTP cache may have an older response, and the server's word that it is still right.
      cache: "no-cache",
      mode: "same-origin",
      signal,
    });
    if (response.status >= 500) {
      await response.body?.cancel();
      throw new Refused(response);
    }
    const next = await this.#place.read(response, requestedAt);
    signal.throwIfAborted();
    if (location.href !== href) return;
    if (response.redirected) return navigate(response.url, { replace: true });
    if (typeof next === "object" && isSameScript(next.source)) return this.#place.show(next);
    this.#needsDocument = true;
    this.#stop();
  }

  #nextWait(): number {
    const longest = Math.min(FIRST_RETRY_MILLISECONDS * 2 ** this.#failures, LONGEST_RETRY_MILLISECONDS);
    this.#failures += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  #close(): void {
    const stream = this.#stream;
    this.#stream = undefined;
    clearTimeout(this.#retryTimer);
    stream?.abort();
  }

  #stop(): void {
    this.#close();
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = undefined;
  }
}

/** A token without its expiry and its signature. */
function topicsOf(token: string | undefined): string | undefined {
  return token?.split(".", 1)[0];
}

/** A page that is shown in place names its build, which was compared when it was read. Others are documents of their own. */
function isSameScript(source: Document): boolean {
  if (dataBlock(source)?.dataset.build !== undefined) return true;
  return pageScript(source)?.dataset.page !== pageScript(document)?.dataset.page || hasSameSource(source);
}

function hasSameSource(source: Document): boolean {
  return new URL(pageScript(source)?.src ?? "", location.href).href === pageScript(document)?.src;
}

function documentRequestedAt(): number {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming ? entry.requestStart : 0;
}
