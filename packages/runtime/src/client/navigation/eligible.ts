import { appBase } from "../../contract/base-path.ts";
import { BY_DOCUMENT } from "./go.ts";

/** Marks a link or form, or anything around it, as leading to a new document. */
export const RELOADS = '[data-reload], [rel~="external" i]';

/** Whether the page of a navigation may be shown in place. The response may still be no page of this app. */
export function mayBeInPlace(event: NavigateEvent): boolean {
  const { canIntercept, destination, downloadRequest, hashChange, info, navigationType, sourceElement } =
    event;
  if (!canIntercept || hashChange || downloadRequest !== null || info === BY_DOCUMENT) return false;
  // A reload, or `history.pushState` and the like: the app has changed what it shows by itself.
  if (navigationType === "reload" || (destination.sameDocument && navigationType !== "traverse"))
    return false;
  // The base without its last slash: the server sends that address on to the first page.
  if (!`${new URL(destination.url).pathname}/`.startsWith(appBase())) return false;
  return !sourceElement?.closest(RELOADS);
}
