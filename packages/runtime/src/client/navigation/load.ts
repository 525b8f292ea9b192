import type { PageView } from "../../page/view-context.ts";
import type { Rest } from "../deferred.ts";
import { type BrowserPage, readView } from "../hydrate.ts";
import { dataBlock, pageScript } from "../page-elements.ts";
import { loadedPage } from "../start-page.ts";
import type { DocumentStyles, Style } from "./styles.ts";

/** A page of this app as the server has sent it, with everything that it needs to be shown. */
export interface NextPage {
  /** The final URL, after redirects. */
  url: URL;
  source: Document;
  page: BrowserPage;
  view: PageView;
  styles: readonly Style[];
  /** When it was requested, on the clock of `performance.now()`. */
  requestedAt: number;
  /** What follows the shell, if a part of the page is in it. */
  rest: Rest | undefined;
}

/** Whether a document is a page that can be shown in this one: scripts and components of another build are others. */
export function isShowable(source: Document): boolean {
  if (!pageScript(source)) return false;
  // An error of development is shown on top of a document.
  if (process.env.NODE_ENV !== "production" && source.getElementById("__bunsen_error")) return false;
  return dataBlock(source)?.dataset.build === dataBlock(document)?.dataset.build;
}

/**
 * Loads the script and the styles of a page.
 *
 * @param url the final URL of the page
 * @param requestedAt when the page was requested
 * @param rest what follows the shell in `source`
 * @returns `undefined` if this document has other components under the name of the page
 * @throws if a script or style cannot be loaded
 */
export async function loadParts(
  source: Document,
  url: string,
  documentStyles: DocumentStyles,
  requestedAt: number,
  rest?: Rest,
): Promise<NextPage | undefined> {
  const loading = loadPage(source);
  const [page, view, styles] = await Promise.all([
    loading,
    readView(source, rest),
    documentStyles.load(source, loading),
  ]);
  if (!page || (process.env.NODE_ENV !== "production" && !hasSameComponents(page, source))) return undefined;
  const isMissing = dataBlock(source)?.dataset.deferred !== undefined;
  return { url: new URL(url), source, page, view, styles, requestedAt, rest: isMissing ? rest : undefined };
}

/** The page that the script of another document hydrates; loads that script, unless this document has it. */
async function loadPage(source: Document): Promise<BrowserPage | undefined> {
  const script = pageScript(source);
  const id = script?.dataset.page;
  if (!script || id === undefined) return undefined;
  if (!loadedPage(id)) await import(/* @vite-ignore */ script.src);
  return loadedPage(id);
}

/** In development, a layout may have been added or deleted since this document has loaded the script of the page. */
function hasSameComponents({ keys }: BrowserPage, source: Document): boolean {
  return pageScript(source)?.dataset.components === keys.join(" ");
}
