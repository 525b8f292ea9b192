import { type BrowserPage, type HydratedPage, hydratePage } from "./hydrate.ts";
import { pageScript } from "./page-elements.ts";

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

/** The page that the script of another document hydrates; loads that script, unless this document has it. */
export async function loadPage(source: Document): Promise<BrowserPage | undefined> {
  const script = pageScript(source);
  const id = script?.dataset.page;
  if (!script || id === undefined) return undefined;
  if (!loaded.has(id)) await import(/* @vite-ignore */ script.src);
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
  if (!loadNavigation) return;
  await hydrated.shown;
  (await loadNavigation()).installNavigation(hydrated, left.signal);
}
