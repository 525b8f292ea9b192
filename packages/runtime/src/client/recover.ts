// Must not import React: this runs before the refresh hooks are installed, and React looks for them only once.

import type { HotContext } from "./hot-context.ts";
import { clearError, installOverlay, type OverlayClass } from "./overlay.ts";
import { renderErrorOf } from "./render-error.ts";
import { reportErrors } from "./report-errors.ts";

/**
 * Runs in every document in development: shows errors, first that of a failed render of this document, and reloads the document
 * if it cannot be updated in place.
 *
 * @param Overlay the class of Vite's client; `undefined` if the user disabled it
 */
export function watchDocument(hot: HotContext | undefined, Overlay: OverlayClass | undefined): void {
  if (Overlay) {
    installOverlay(Overlay);
    const failure = renderErrorOf(document);
    if (failure) document.body.append(new Overlay(failure));
  }
  if (!hot) return;
  if (Overlay) reportErrors(hot);
  recoverOnChange(hot);
}

/**
 * A page without React (its render failed, its script cannot be loaded, or it has none) cannot be updated in place: it is
 * reloaded after the next change.
 */
function recoverOnChange(hot: HotContext): void {
  const change = document.getElementById("__bunsen_change")?.dataset.change;
  // Sent when the socket is open: the server then reports the changes that this document has missed.
  if (change !== undefined) hot.send("bunsen:rendered", { change: Number(change) });
  hot.on("bunsen:refresh", () => {
    clearError();
    if (renderErrorOf(document) || !isHydrated()) location.reload();
  });
}

/** React adds a property to the container that it renders into. */
function isHydrated(): boolean {
  const container = document.getElementById("root");
  return container !== null && Object.keys(container).some((key) => key.startsWith("__reactContainer$"));
}
