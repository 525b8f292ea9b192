// A separate file: only apps with view transitions load it.

/** Runs a change of the page in a view transition, unless the visitor prefers less motion. Resolves when the change is made. */
export async function inTransition(change: () => Promise<void>): Promise<void> {
  const isReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!("startViewTransition" in document) || isReduced) return change();
  const { updateCallbackDone, ready, finished } = document.startViewTransition(change);
  ready.catch(ignore);
  finished.catch(ignore);
  await updateCallbackDone;
}

function ignore(): void {
  // The animation was skipped: another one has begun, or the page is hidden.
}
