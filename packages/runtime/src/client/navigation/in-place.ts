import { announce } from "./announce.ts";
import { mayBeInPlace } from "./eligible.ts";
import type { Forms } from "./forms.ts";
import { go, REFRESH } from "./go.ts";
import { leave, showAddress } from "./leave.ts";
import type { NextPage } from "./load.ts";
import type { Place } from "./place.ts";
import type { Prefetch } from "./prefetch.ts";
import { fetchPage } from "./request.ts";
import { changeStatus, IDLE, type NavigationStatus, navigationStatus } from "./status.ts";

/** Shows the pages that links and forms lead to in the document that is open. */
export class InPlaceNavigation {
  readonly #place: Place;
  #forms: Forms | undefined;
  #prefetch: Prefetch | undefined;

  constructor(place: Place) {
    this.#place = place;
  }

  /** @param signal aborts when another document takes the place of this one */
  install(signal: AbortSignal): void {
    navigation.addEventListener("navigate", (event) => this.#onNavigate(event), { signal });
    this.#loadForms();
    this.#loadPrefetch(signal);
  }

  #onNavigate(event: NavigateEvent): void {
    const { hydrated } = this.#place;
    if (hydrated.isLost || hydrated.intercept?.(event) || !mayBeInPlace(event)) return;
    const { destination, formData, navigationType, signal } = event;
    const to = new URL(destination.url);
    if (formData) {
      if (!this.#forms?.submit(event, formData)) return;
    } else if (navigationType !== "traverse") this.#follow(event, to);
    else event.intercept({ handler: () => this.#traverse(to, signal) });
    this.#begin({ state: formData ? "submitting" : "loading", to, formData }, signal);
  }

  /** From now on, `useNavigation` tells of this navigation, until its page is shown or it is cancelled. */
  #begin(status: NavigationStatus, signal: AbortSignal): void {
    changeStatus(status);
    signal.addEventListener("abort", () => {
      if (navigationStatus() === status) changeStatus(IDLE);
    });
  }

  #follow(event: NavigateEvent, to: URL): void {
    let next: NextPage;
    const isRefresh = event.info === REFRESH;
    const behavior = isRefresh ? "manual" : undefined;
    if (isRefresh) to.hash = location.hash;
    event.intercept({
      focusReset: behavior,
      scroll: behavior,
      precommitHandler: async (controller) => {
        const prefetch = isRefresh ? undefined : this.#prefetch;
        next = (await this.#get(to, event.signal, prefetch)) ?? leave(to.href, event);
        showAddress(next, event, controller);
      },
      handler: () => this.#show(next, isRefresh),
    });
  }

  /** Back and forward: the address has changed already, and the browser restores the scroll position afterwards. */
  async #traverse(to: URL, signal: AbortSignal): Promise<void> {
    const next = await this.#get(to, signal);
    if (!next) location.reload();
    else if (next.url.href === to.href) await this.#show(next);
    else go(next.url.href, "replace");
  }

  /** @returns `undefined` if it must be a document */
  async #get(url: URL, signal: AbortSignal, prefetch?: Prefetch): Promise<NextPage | undefined> {
    const ready = await prefetch?.take(url, signal);
    const next = ready ? ready.next : await fetchPage(url, this.#place, signal).catch(() => undefined);
    signal.throwIfAborted();
    // Browsers carry it over redirects, too.
    if (next) next.url.hash ||= url.hash;
    return next;
  }

  /** @param isQuiet whether it is the page that is shown already, with other data */
  async #show(next: NextPage, isQuiet = false): Promise<void> {
    const { page } = this.#place.hydrated;
    const show = () => this.#place.show(next, () => changeStatus(IDLE));
    if (page.hasViewTransitions && !isQuiet) await (await import("./view-transition.ts")).inTransition(show);
    else await show();
    announce(document.title);
    this.#prefetch?.clear();
    this.#prefetch?.watchLinks();
    this.#loadForms();
  }

  async #loadPrefetch(signal: AbortSignal): Promise<void> {
    const { Prefetch } = await import("./prefetch.ts");
    if (!signal.aborted)
      this.#prefetch = new Prefetch(this.#place, this.#place.hydrated.page.prefetch ?? {}, signal);
  }

  /** Before a visitor can submit one: the browser sends forms that are submitted earlier. */
  async #loadForms(): Promise<void> {
    if (this.#forms || !document.querySelector("form[method=post i]")) return;
    const { Forms } = await import("./forms.ts");
    this.#forms ??= new Forms(this.#place, (next) =>
      this.#show(next, next.page === this.#place.hydrated.page),
    );
  }
}
