import { parseQuery } from "../../http/query.ts";
import type { HydratedPage } from "../hydrate.ts";
import { go } from "./go.ts";

/** The `info` of a navigation that changes nothing but search parameters. */
const SHALLOW = Symbol();

/** The entries of the history that show the same load of a page, and that load. */
const entries = new Map<string | undefined, object>();

/** Changes the address without asking the server: of the page that is shown, only `url` and `query` change. */
export async function navigateShallow(
  hydrated: HydratedPage,
  url: URL,
  history: NavigationHistoryBehavior,
): Promise<void> {
  hydrated.intercept = (event) => intercept(hydrated, event);
  entries.set(navigation.currentEntry?.id, hydrated.load);
  await go(url.href, history, SHALLOW);
}

/** @returns whether a navigation stays within the load of the page that is shown */
function intercept(hydrated: HydratedPage, event: NavigateEvent): boolean {
  const { destination, info } = event;
  if (info !== SHALLOW && entries.get(destination.id) !== hydrated.load) return false;
  event.intercept({
    focusReset: "manual",
    scroll: info === SHALLOW ? "manual" : "after-transition",
    handler: () => {
      prune(hydrated.load);
      entries.set(navigation.currentEntry?.id, hydrated.load);
      return showAddress(hydrated);
    },
  });
  return true;
}

/** What other loads have left can only be requested again. */
function prune(load: object): void {
  for (const [id, other] of entries) if (other !== load) entries.delete(id);
}

function showAddress(hydrated: HydratedPage): Promise<void> {
  const { page, view } = hydrated;
  const url = new URL(location.href);
  url.hash = "";
  return hydrated.show(page, { ...view, url, query: parseQuery(url.search, view.params) });
}
