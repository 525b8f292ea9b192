import type { HydratedPage } from "../hydrate.ts";

let current: HydratedPage | undefined;

/** The page of this document, if links lead from it to pages in place; `undefined` on the server. */
export function navigatingPage(): HydratedPage | undefined {
  return current;
}

export function setNavigatingPage(hydrated: HydratedPage): void {
  current = hydrated;
}
