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
  return isOfApp(new URL(destination.url)) && !sourceElement?.closest(RELOADS);
}

/** Whether a URL is one of this app: of this origin, and below its base. */
export function isOfApp({ origin, pathname }: URL): boolean {
  // The base without its last slash: the server sends that address on to the first page.
  return origin === location.origin && `${pathname}/`.startsWith(appBase());
}
