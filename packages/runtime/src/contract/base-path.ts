/** Put in by builds, which take this module in on both sides, workers of the server included. */
declare const __BUNSEN_BASE__: string | undefined;

let base = typeof __BUNSEN_BASE__ === "string" ? __BUNSEN_BASE__ : "/";

/** Development and tests, where this module is in no bundle: called before any module of the app is loaded. */
export function setBase(given: string): void {
  base = given;
}

/** Vite's `base`: what the paths of all URLs of this app start with. It has a slash at both ends. */
export function appBase(): string {
  return base;
}
