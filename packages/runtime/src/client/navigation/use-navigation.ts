import { useSyncExternalStore } from "react";
import { IDLE, type NavigationStatus, navigationStatus, onStatusChange } from "./status.ts";

/**
 * What the browser is doing about the next page, for pending and optimistic states: `{ state, to, formData }`. It becomes
 * `"idle"` together with the page that is shown. Always `"idle"` on the server, and where navigation loads documents.
 */
export function useNavigation(): NavigationStatus {
  return useSyncExternalStore(onStatusChange, navigationStatus, () => IDLE);
}
