import { parseQuery } from "../../http/query.ts";
import type { HydratedPage } from "../hydrate.ts";
import { go } from "./go.ts";

/** The `info` of a navigation that changes nothing but search parameters. */
const SHALLOW = Symbol();

/** Changes the address without asking the server: of the page that is shown, only `url` and `query` change. */
export async function navigateShallow(
  hydrated: HydratedPage,
  url: URL,
  history: NavigationHistoryBehavior,
): Promise<void> {
  hydrated.intercept = (event) => intercept(hydrated, event);
  hydrated.entries.add(navigation.currentEntry?.id);
  await go(url.href, history, SHALLOW);
}

/** @returns whether a navigation stays within what the server has sent last: other entries can only be requested again */
function intercept(hydrated: HydratedPage, event: NavigateEvent): boolean {
  const { destination, info } = event;
  if (info !== SHALLOW && !hydrated.entries.has(destination.id)) return false;
  event.intercept({
    focusReset: "manual",
    scroll: info === SHALLOW ? "manual" : "after-transition",
    handler: () => {
      hydrated.entries.add(navigation.currentEntry?.id);
      return showAddress(hydrated);
    },
  });
  return true;
}

function showAddress(hydrated: HydratedPage): Promise<void> {
  const { page, view } = hydrated;
  const url = new URL(location.href);
  url.hash = "";
  return hydrated.show(page, { ...view, url, query: parseQuery(url.search, view.params) });
}
