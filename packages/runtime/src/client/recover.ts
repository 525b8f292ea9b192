// No React in here: this runs before the refresh hooks are installed, and React looks for them only once.

import type { HotContext } from "./hot-context.ts";
import { clearError, installOverlay, type OverlayClass } from "./overlay.ts";
import { renderErrorOf } from "./render-error.ts";
import { reportErrors } from "./report-errors.ts";

/**
 * What every document has in development: shows errors, its own failed render first, and loads it again where nothing
 * else can mend it.
 *
 * @param Overlay of Vite's client; `undefined` if the user wants none
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
 * A page that React does not run (it failed, its script cannot be loaded, or it ships none) cannot be updated in
 * place: it is loaded again after the next change.
 */
function recoverOnChange(hot: HotContext): void {
  const change = document.getElementById("__bunsen_change")?.dataset.change;
  // Sent when the socket is there: what changed until then, this document has heard nothing of.
  if (change !== undefined) hot.send("bunsen:rendered", { change: Number(change) });
  hot.on("bunsen:refresh", () => {
    clearError();
    if (renderErrorOf(document) || !isHydrated()) location.reload();
  });
}

/** React marks the container it runs in with a property of its own. */
function isHydrated(): boolean {
  const container = document.getElementById("root");
  return container !== null && Object.keys(container).some((key) => key.startsWith("__reactContainer$"));
}
