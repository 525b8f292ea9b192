import { BY_DOCUMENT, go } from "./go.ts";
import type { NextPage } from "./load.ts";

/** Why a navigation in place ends: a document comes instead, or nothing. */
export class Left extends Error {}

/** Loads a document instead, as if the attempt had never been made. */
export function leave(url: string, { navigationType }: NavigateEvent): never {
  go(url, navigationType === "replace" ? "replace" : "push", BY_DOCUMENT);
  throw new Left();
}

/** The address is that of the page that came, with no second entry in the history for the same one. */
export function showAddress(
  { url: { href } }: NextPage,
  { destination }: NavigateEvent,
  controller: NavigationPrecommitController,
): void {
  if (href === location.href) controller.redirect(href, { history: "replace" });
  else if (href !== destination.url) controller.redirect(href);
}
