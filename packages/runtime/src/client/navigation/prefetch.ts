// A separate file: it is loaded when nothing else is to do.

import { PREFETCH_EXCLUDE, type PrefetchMode, type PrefetchSettings } from "../../contract/prefetch.ts";
import { isOfApp, RELOADS } from "./eligible.ts";
import type { NextPage } from "./load.ts";
import type { Place } from "./place.ts";
import { fetchPage } from "./request.ts";
import { discard } from "./response.ts";
import { navigationStatus, onStatusChange } from "./status.ts";
import { VisibleLinks } from "./visible-links.ts";

/** How long a pointer or the focus has to rest on a link. */
const REST_MILLISECONDS = 40;

/** How long a page may wait: after that, it may show what has changed since. */
const USABLE_MILLISECONDS = 10_000;

/** Pages that wait at the same time. */
const LIMIT = 8;

/** A page that is ready, or will be; `next` is `undefined` for what must be a document. */
export interface Prefetched {
  next: NextPage | undefined;
}

interface Waiting {
  /** Never rejects; `undefined` if the request has failed or the response is an error. */
  page: Promise<Prefetched | undefined>;
  cancel(): void;
  timer: ReturnType<typeof setTimeout>;
}

/** Makes pages ready to which links are about to lead. Each is used once, and forgotten when anything else is shown or sent. */
export class Prefetch {
  readonly #place: Place;
  readonly #mode: PrefetchMode;
  readonly #exclude: readonly string[];
  /** By URL, the oldest first. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #visible: VisibleLinks;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    place: Place,
    { mode = "intent", exclude = PREFETCH_EXCLUDE }: PrefetchSettings,
    signal: AbortSignal,
  ) {
    this.#place = place;
    this.#mode = mode;
    this.#exclude = exclude.map((part) => part.toLowerCase());
    this.#visible = new VisibleLinks((link) => this.#request(link));
    const options = { signal, passive: true };
    document.addEventListener("pointerover", (event) => this.#intend(event), options);
    document.addEventListener("focusin", (event) => this.#intend(event), options);
    document.addEventListener("pointerdown", (event) => this.#press(event), options);
    document.addEventListener("pointerout", () => clearTimeout(this.#rest), options);
    let wasSubmitting = false;
    const unsubscribe = onStatusChange(() => {
      const isSubmitting = navigationStatus().state === "submitting";
      if (isSubmitting || wasSubmitting) this.clear();
      wasSubmitting = isSubmitting;
    });
    signal.addEventListener("abort", () => {
      unsubscribe();
      this.clear();
    });
    this.watchLinks();
  }

  /** Looks for the links of the page that is shown. */
  watchLinks(): void {
    this.#visible.watch([...document.links].filter((link) => this.#modeOf(link) === "visible"));
  }

  /** The page of a URL, which is then removed. */
  async take({ href }: URL, signal: AbortSignal): Promise<Prefetched | undefined> {
    const key = keyOf(href);
    const waiting = this.#waiting.get(key);
    if (!waiting) return undefined;
    this.#waiting.delete(key);
    clearTimeout(waiting.timer);
    signal.addEventListener("abort", () => waiting.cancel());
    return waiting.page;
  }

  /** Forgets all pages: they may show what was true before. */
  clear(): void {
    clearTimeout(this.#rest);
    for (const key of this.#waiting.keys()) this.#drop(key);
  }

  #drop(key: string): void {
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    this.#waiting.delete(key);
    clearTimeout(waiting.timer);
    waiting.cancel();
    waiting.page.then((page) => discard(page?.next?.rest));
  }

  #intend(event: Event): void {
    const link = linkOf(event.target);
    if (!link || this.#modeOf(link) === "none") return;
    clearTimeout(this.#rest);
    const rest = event instanceof PointerEvent && event.pointerType !== "mouse" ? 0 : REST_MILLISECONDS;
    this.#rest = setTimeout(() => this.#request(link), rest);
  }

  /** Long before the click: that comes when the button is released. */
  #press({ target, button }: PointerEvent): void {
    const link = linkOf(target);
    if (link && button === 0 && this.#modeOf(link) !== "none") this.#request(link);
  }

  #modeOf(link: HTMLAnchorElement | HTMLAreaElement): PrefetchMode {
    if (!this.#mayRequest(link)) return "none";
    const own = link.closest<HTMLElement>("[data-prefetch]")?.dataset.prefetch;
    return own === "none" || own === "visible" ? own : own === undefined ? this.#mode : "intent";
  }

  #mayRequest(link: HTMLAnchorElement | HTMLAreaElement): boolean {
    const url = URL.parse(link.href);
    if (!url || !isOfApp(url) || keyOf(url.href) === keyOf(location.href)) return false;
    if (link.closest(RELOADS) || link.hasAttribute("download") || !/^(?:_self)?$/i.test(link.target))
      return false;
    const text = decoded(url.pathname + url.search).toLowerCase();
    return !savesData() && !this.#exclude.some((part) => text.includes(part));
  }

  /** @returns resolves when the page is ready */
  #request({ href }: HTMLAnchorElement | HTMLAreaElement): Promise<unknown> | undefined {
    const key = keyOf(href);
    if (this.#waiting.has(key) || navigationStatus().state !== "idle") return undefined;
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= LIMIT && oldest !== undefined) this.#drop(oldest);
    const controller = new AbortController();
    const page = fetchPage(new URL(key), this.#place, controller.signal, ({ ok }) => ok).then(
      (next) => ({ next }),
      () => undefined,
    );
    const timer = setTimeout(() => this.#drop(key), USABLE_MILLISECONDS);
    this.#waiting.set(key, { page, timer, cancel: () => controller.abort() });
    return page;
  }
}

function linkOf(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
}

/** A fragment is not requested. */
function keyOf(href: string): string {
  return href.split("#", 1)[0] ?? "";
}

/** `%6Cogout` is `logout` as well. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Other bytes than UTF-8: compared as they are.
    return text;
  }
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
