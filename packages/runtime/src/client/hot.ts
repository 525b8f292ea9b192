import type { HotContext } from "./hot-context.ts";
import { type BrowserPage, type HydratedPage, hydratePage } from "./hydrate.ts";
import { type Place, placeOf } from "./navigation/place.ts";
import { showError } from "./overlay.ts";
import { pageScript } from "./page-elements.ts";
import { renderErrorOf } from "./render-error.ts";
import type { ComponentError } from "./report-errors.ts";

/** How long to wait for an update of Vite. */
const UPDATE_MILLISECONDS = 1000;

/** Hydrates the page. After edits of server code, renders new data and a new head, and preserves the state of components (HMR). */
export async function hydrateInDevelopment(
  browserPage: BrowserPage,
  hot: HotContext | undefined,
): Promise<HydratedPage> {
  const hydrated = await hydratePage(browserPage, { report: reportWithComponents, showsMessages: true });
  const place = placeOf(hydrated);
  let latest = new AbortController();
  let begin: (() => void) | undefined;
  hot?.on("vite:afterUpdate", () => begin?.());
  hot?.on("bunsen:refresh", ({ rendersAnew, updatesBrowser }) => {
    if (!rendersAnew) return;
    // A late response must not replace a newer one.
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    const refreshNow = () => {
      begin = undefined;
      refresh(place, signal).catch(() => {
        if (!signal.aborted) location.reload();
      });
    };
    if (!updatesBrowser) return refreshNow();
    // Vite's update is visible sooner, so it goes first: the server handles one thing after the other.
    begin = refreshNow;
    setTimeout(() => begin === refreshNow && refreshNow(), UPDATE_MILLISECONDS);
  });
  return hydrated;
}

/** Reports an error as React does by default, with the component stack for the overlay. */
function reportWithComponents(
  error: unknown,
  { componentStack }: { componentStack?: string | undefined },
): void {
  if (error instanceof Error && Object.isExtensible(error))
    Object.assign<ComponentError, object>(error, { componentStack });
  reportError(error);
}

/** Requests this page again and renders the result. */
async function refresh(place: Place, signal: AbortSignal): Promise<void> {
  // The browser's HTTP cache may have an older response.
  const requestedAt = performance.now();
  const response = await fetch(location.href, {
    headers: { accept: "text/html" },
    cache: "no-store",
    signal,
  });
  const source = new DOMParser().parseFromString(await response.text(), "text/html");
  const failure = renderErrorOf(source);
  if (failure) return showError(failure);
  // It is another page now: deleted, redirected, or with other layouts.
  if (response.redirected || componentsOf(source) !== componentsOf(document)) return location.reload();
  const next = await place.load(source, response.url, requestedAt);
  if (signal.aborted) return;
  if (next) await place.show(next);
  else location.reload();
}

/** The files of the components that a document hydrates; `undefined` if it does not hydrate. */
function componentsOf(source: Document): string | undefined {
  return pageScript(source)?.dataset.components;
}
