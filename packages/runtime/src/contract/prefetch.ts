/** When pages are requested before a visitor leads there. */
export type PrefetchMode = "intent" | "visible" | "none";

/** What links ask for, unless they say otherwise themselves. */
export interface PrefetchSettings {
  /** Default `"intent"`. */
  mode?: PrefetchMode;
  /** Default `PREFETCH_EXCLUDE`. */
  exclude?: readonly string[];
}

/** Parts of the URLs that end a session, in lower case: to request them would do so. */
export const PREFETCH_EXCLUDE: readonly string[] = ["logout", "log-out", "signout", "sign-out"];

/** Where the speculation rules are, below Vite's `base`. */
export const SPECULATION_RULES = "/_bunsen/speculation-rules";
