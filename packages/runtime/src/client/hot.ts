import { flushSync } from "react-dom";
import type { HotContext } from "./hot-context.ts";
import { type BrowserPage, type HydratedPage, hydratePage, readView } from "./hydrate.ts";
import { showError } from "./overlay.ts";
import { readHead, refreshHead, type ServerHead } from "./refresh-head.ts";
import { renderErrorOf } from "./render-error.ts";
import type { ComponentError } from "./report-errors.ts";

/** How long an update of Vite's is waited for. */
const UPDATE_MILLISECONDS = 1000;

/** The page in this document, to render it again with new data. */
interface ShownPage extends HydratedPage {
  head: ServerHead;
}

/** Takes over the server's markup, and renders new data and a new head in place, state kept, after edits on the server. */
export async function hydrateInDevelopment(
  browserPage: BrowserPage,
  hot: HotContext | undefined,
): Promise<void> {
  const head = readHead(document);
  const hydrated = await hydratePage(browserPage, { report: reportWithComponents, showsMessages: true });
  const page = { ...hydrated, head };
  let latest = new AbortController();
  let begin: (() => void) | undefined;
  hot?.on("vite:afterUpdate", () => begin?.());
  hot?.on("bunsen:refresh", ({ rendersAnew, updatesBrowser }) => {
    if (!rendersAnew) return;
    // An answer that comes late must not take the place of a newer one.
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    const refreshNow = () => {
      begin = undefined;
      refresh(page, signal).catch(() => {
        if (!signal.aborted) location.reload();
      });
    };
    if (!updatesBrowser) return refreshNow();
    // What can be seen sooner goes first: the server does one thing after the other.
    begin = refreshNow;
    setTimeout(() => begin === refreshNow && refreshNow(), UPDATE_MILLISECONDS);
  });
}

/** As React would without being told, but with the components, for the overlay. */
function reportWithComponents(
  error: unknown,
  { componentStack }: { componentStack?: string | undefined },
): void {
  if (error instanceof Error && Object.isExtensible(error))
    Object.assign<ComponentError, object>(error, { componentStack });
  reportError(error);
}

/** Asks for this page again, as its visitor. */
async function refresh(page: ShownPage, signal: AbortSignal): Promise<void> {
  // What the page allows the browser to keep is not what it would answer now.
  const response = await fetch(location.href, {
    headers: { accept: "text/html" },
    cache: "no-store",
    signal,
  });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const failure = renderErrorOf(fresh);
  if (failure) return showError(failure);
  // Another page: deleted, redirected, or with another layout around it.
  if (response.redirected || componentsOf(fresh) !== componentsOf(document)) return location.reload();
  const view = await readView(fresh);
  if (signal.aborted) return;
  flushSync(() => page.root.render(page.tree(view)));
  const head = readHead(fresh);
  refreshHead(page.head, head);
  page.head = head;
}

/** The files of the components that a document's script hydrates; `undefined` if it does not hydrate. */
function componentsOf(source: Document): string | undefined {
  return source.getElementById("__bunsen_page")?.dataset.components;
}
