// No React in here: this runs before the refresh hooks are installed, and React looks for them only once.

/** The part of Vite's `import.meta.hot` that is used here. */
export interface HotContext {
  on(event: string, listener: (change: Change) => void): void;
  send(event: string, data: object): void;
}

/** A file changed. */
interface Change {
  /** Whether the server would now render this app differently. */
  rendersAnew: boolean;
}

/** Vite's overlay element, handed in because only the development server has it. */
type OverlayClass = new (error: unknown) => HTMLElement;

/** Shows the error of a failed server render. */
export function showServerError(Overlay: OverlayClass): void {
  const block = document.getElementById("__bunsen_error");
  document.body.append(new Overlay(JSON.parse(block?.textContent ?? "{}")));
}

/**
 * A page that React does not run (it failed, its script cannot be loaded, or it ships none) cannot be updated in
 * place: it is loaded again after the next change.
 */
export function recoverOnChange(hot: HotContext | undefined): void {
  const change = document.getElementById("__bunsen_change")?.dataset.change;
  // Sent when the socket is there: what changed until then, this document has heard nothing of.
  if (change !== undefined) hot?.send("bunsen:rendered", { change: Number(change) });
  hot?.on("bunsen:refresh", () => {
    if (document.getElementById("__bunsen_error") || !isHydrated()) location.reload();
  });
}

/** React marks the container it runs in with a property of its own. */
function isHydrated(): boolean {
  const container = document.getElementById("root");
  return container !== null && Object.keys(container).some((key) => key.startsWith("__reactContainer$"));
}
