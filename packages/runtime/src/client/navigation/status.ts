/** What the browser is doing about the next page. */
export interface NavigationStatus {
  /** `"submitting"` while a form with `method="post"` is being sent, `"loading"` while any other page is loaded. */
  readonly state: "idle" | "loading" | "submitting";
  /** Where to; `null` while idle. */
  readonly to: URL | null;
  /** The fields of the form that is being sent; `null` otherwise. */
  readonly formData: FormData | null;
}

export const IDLE: NavigationStatus = { state: "idle", to: null, formData: null };

let status = IDLE;
const listeners = new Set<() => void>();

/** In a browser: there is one per tab. On a server, nothing ever changes it. */
export function navigationStatus(): NavigationStatus {
  return status;
}

export function changeStatus(next: NavigationStatus): void {
  if (next === status) return;
  status = next;
  for (const listener of listeners) listener();
}

/** @returns ends the subscription */
export function onStatusChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
