import type { OverlayError } from "./overlay.ts";

/** The events that the development server sends to a tab. */
interface ServerEvents {
  /** A file has changed. */
  "bunsen:refresh": Change;
  /** An error that this tab reported, mapped to the source files. */
  "bunsen:error": OverlayError;
  /** A request or script that the Content-Security-Policy of a page would block in production. */
  "bunsen:violation": { page: string; error: OverlayError };
}

interface Change {
  /** Whether the change affects what the server renders. */
  rendersAnew: boolean;
  /** Whether Vite also sends an update to the browser. */
  updatesBrowser: boolean;
}

/** The part of Vite's `import.meta.hot` that is used here. */
export interface HotContext {
  on<Event extends keyof ServerEvents>(event: Event, listener: (data: ServerEvents[Event]) => void): void;
  on(event: "vite:error" | "vite:afterUpdate", listener: () => void): void;
  send(event: string, data: object): void;
}
