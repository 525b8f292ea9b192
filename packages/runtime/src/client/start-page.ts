import { type BrowserPage, type HydratedPage, hydratePage } from "./hydrate.ts";

/** The pages whose scripts this document has loaded, by their ids. */
const loaded = new Map<string, BrowserPage>();

let left = new AbortController();

/**
 * Called by the generated script of a page, which is loaded once per document. The script of the page that the document was
 * made for hydrates it; those that a navigation in place loads later only provide their components.
 */
export function startPage(
  page: BrowserPage,
  hydrate: (page: BrowserPage) => Promise<HydratedPage> = hydratePage,
): void {
  loaded.set(page.id, page);
  if (loaded.size === 1) hydrate(page).then(enableNavigation);
}

/** A page whose script this document has loaded. */
export function loadedPage(id: string): BrowserPage | undefined {
  return loaded.get(id);
}

/** For a document that is about to be replaced by another one within this window, whose script starts anew. */
export function leaveDocument(): void {
  loaded.clear();
  left.abort();
  left = new AbortController();
}

/** After hydration, so that nothing delays it. */
async function enableNavigation(hydrated: HydratedPage): Promise<void> {
  const { loadNavigation } = hydrated.page;
  await hydrated.shown;
  (await loadNavigation()).installNavigation(hydrated, left.signal);
}
