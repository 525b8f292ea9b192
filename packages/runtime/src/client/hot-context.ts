import type { OverlayError } from "./overlay.ts";

/** What the development server tells a tab. */
interface ServerEvents {
  /** A file has changed. */
  "bunsen:refresh": Change;
  /** An error that this tab has reported, with its places in the sources. */
  "bunsen:error": OverlayError;
  /** What the policy of a page would have refused. */
  "bunsen:violation": { page: string; error: OverlayError };
}

interface Change {
  /** Whether the server would now render this app differently. */
  rendersAnew: boolean;
  /** Whether Vite has an update for the browser as well, which is on its way. */
  updatesBrowser: boolean;
}

/** The part of Vite's `import.meta.hot` that is used here. */
export interface HotContext {
  on<Event extends keyof ServerEvents>(event: Event, listener: (data: ServerEvents[Event]) => void): void;
  on(event: "vite:error" | "vite:afterUpdate", listener: () => void): void;
  send(event: string, data: object): void;
}
