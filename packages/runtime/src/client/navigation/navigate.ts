import { invalidNavigation, notInBrowser } from "../../diagnostics/usage-errors.ts";
import { go, REFRESH } from "./go.ts";
import { navigatingPage } from "./navigating-page.ts";
import { navigateShallow } from "./shallow.ts";

/** The options of `navigate`. */
export interface NavigateOptions {
  /** Replaces the current entry of the history instead of adding one. Default `false`. */
  replace?: boolean;
  /**
   * Changes only the search parameters and the fragment: `url` and `query` of the page change, and the server is not asked.
   * Default `false`.
   */
  shallow?: boolean;
}

/**
 * Leads to a page as a link does. For the browser.
 *
 * @param to a URL, or a part of one, relative to the address of the page
 * @returns resolves when the page is visible or something else has taken its place; never if a new document is loaded
 * @throws {TypeError} INVALID_NAVIGATION for what is no URL of `http` or `https`, and for a shallow one of another page;
 *   NOT_IN_BROWSER on the server
 */
export async function navigate(to: string | URL, options: NavigateOptions = {}): Promise<void> {
  if (typeof window === "undefined") throw notInBrowser("navigate");
  const url = URL.parse(to, location.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw invalidNavigation(String(to), "is not a URL of a page.");
  if (options.shallow && (url.origin !== location.origin || url.pathname !== location.pathname)) {
    throw invalidNavigation(
      String(to),
      "is another page, which only the server knows. Leave out shallow, or change only the search parameters.",
    );
  }
  const hydrated = navigatingPage();
  const history = options.replace ? "replace" : "auto";
  if (hydrated && options.shallow) return navigateShallow(hydrated, url, history);
  if (hydrated) return go(url.href, history);
  if (options.replace) location.replace(url);
  else location.assign(url);
  return NEVER;
}

/**
 * Requests the data and the head of this page again and shows them in place: the state of components is kept. For the browser.
 *
 * @returns resolves when they are visible; never if a new document is loaded
 * @throws {TypeError} NOT_IN_BROWSER on the server
 */
export async function refresh(): Promise<void> {
  if (typeof window === "undefined") throw notInBrowser("refresh");
  // With a fragment, the browser would only scroll.
  if (navigatingPage()) return go(location.href.split("#", 1)[0] ?? "", "replace", REFRESH);
  location.reload();
  return NEVER;
}

/** Until the document is gone. */
const NEVER = Promise.withResolvers<void>().promise;
