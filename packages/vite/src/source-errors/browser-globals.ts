import { importErrors } from "../diagnostics/import-errors.ts";

/** Globals that browser apps use and a server does not have. */
const BROWSER_GLOBALS = new Set(
  (
    "window document location history screen localStorage sessionStorage indexedDB matchMedia getComputedStyle " +
    "requestAnimationFrame cancelAnimationFrame FileList FileReader Image Audio Node Element HTMLElement SVGElement " +
    "DOMParser XMLHttpRequest IntersectionObserver ResizeObserver MutationObserver customElements visualViewport"
  ).split(" "),
);

/** The message of an error, with advice if code on the server has used a global of browsers. */
export function withBrowserAdvice(message: string): string {
  const [, name] = /^(?:Can't find variable: )?(\w+)(?: is not defined)?$/.exec(message) ?? [];
  if (name === undefined || name === message || !BROWSER_GLOBALS.has(name)) return message;
  return importErrors.browserOnly(name).message;
}
