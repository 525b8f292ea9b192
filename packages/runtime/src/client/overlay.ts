/** The part of an error that Vite's overlay shows. */
export interface OverlayError {
  message: string;
  stack: string;
}

interface OverlayElement extends HTMLElement {
  close(): void;
}

/** The class of Vite's overlay, which exists only in development. */
export type OverlayClass = new (error: OverlayError) => OverlayElement;

/** Not Vite's own element: Vite reloads a page that shows its overlay, and closes the overlay after unrelated updates. */
const NAME = "bunsen-error-overlay";

/** Enables `showError`. */
export function installOverlay(Overlay: OverlayClass): void {
  customElements.define(NAME, class extends Overlay {});
}

/** Shows an error on top of the page, unless one is shown already: later errors are often consequences of the first. */
export function showError(error: OverlayError): void {
  const Overlay = customElements.get(NAME) as OverlayClass | undefined;
  if (!Overlay || document.querySelector(`${NAME}, vite-error-overlay`)) return;
  document.body.append(new Overlay(error));
}

/** Removes the error that `showError` shows. */
export function clearError(): void {
  for (const overlay of document.querySelectorAll<OverlayElement>(NAME)) overlay.close();
}
