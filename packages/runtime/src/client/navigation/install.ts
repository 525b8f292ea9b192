import type { HydratedPage } from "../hydrate.ts";
import { installLive } from "../live/install.ts";
import { dataBlock } from "../page-elements.ts";
import { InPlaceNavigation } from "./in-place.ts";
import { setNavigatingPage } from "./navigating-page.ts";
import { placeOf } from "./place.ts";

/**
 * Makes links and forms of this document lead to the next page in place. Does nothing in a browser without the Navigation API,
 * or whose API cannot wait for a page, and for pages that are documents of their own.
 *
 * @param signal aborts when another document takes the place of this one
 */
export function installNavigation(hydrated: HydratedPage, signal: AbortSignal): void {
  installLive(hydrated, signal);
  if (!("NavigationPrecommitController" in window) || !dataBlock(document)?.dataset.build) return;
  new InPlaceNavigation(placeOf(hydrated)).install(signal);
  setNavigatingPage(hydrated);
}
