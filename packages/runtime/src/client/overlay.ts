/** What Vite's overlay shows of an error. */
export interface OverlayError {
  message: string;
  stack: string;
}

interface OverlayElement extends HTMLElement {
  close(): void;
}

/** Vite's, which only the development server has. */
export type OverlayClass = new (error: OverlayError) => OverlayElement;

/** Of our own: Vite reloads a page that shows its overlay, and closes it when it has mended something else. */
const NAME = "bunsen-error-overlay";

/** Makes `showError` show errors. */
export function installOverlay(Overlay: OverlayClass): void {
  customElements.define(NAME, class extends Overlay {});
}

/** Shows an error on top of the page, unless one is shown already: what follows from it is not what to mend. */
export function showError(error: OverlayError): void {
  const Overlay = customElements.get(NAME) as OverlayClass | undefined;
  if (!Overlay || document.querySelector(`${NAME}, vite-error-overlay`)) return;
  document.body.append(new Overlay(error));
}

/** Takes the error from the page that `showError` has put there. */
export function clearError(): void {
  for (const overlay of document.querySelectorAll<OverlayElement>(NAME)) overlay.close();
}
