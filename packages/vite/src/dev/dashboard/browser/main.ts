import { byId } from "../../../report-page/elements.ts";
import type { RequestRecord } from "../../requests/record.ts";
import type { AppData } from "../app-data.ts";
import { fetchJson } from "./fetch-json.ts";
import { listenForModules, showModules } from "./modules.ts";
import { listenForPointer } from "./redraw.ts";
import { listenForRequests, showRequests } from "./requests.ts";
import { listenForRoutes, showRoutes } from "./routes.ts";

let events: EventSource | undefined;

/** A hidden page needs no news, and an origin has few connections to spare. */
function followVisibility(): void {
  if (document.hidden) {
    events?.close();
    events = undefined;
    return;
  }
  connect();
}

function connect(): void {
  if (events) return;
  showState("connecting");
  events = new EventSource(`${location.pathname}/events`);
  events.addEventListener("open", () => {
    showState("live");
    void showApp();
  });
  events.addEventListener("error", () => showState("waiting for the server"));
  events.addEventListener("requests", ({ data }) => showRequests(JSON.parse(data) as RequestRecord[]));
  events.addEventListener("app", () => void showApp());
}

function showState(text: string): void {
  const live = byId("live");
  live.dataset.state = text;
  live.lastElementChild?.replaceChildren(text);
}

async function showApp(): Promise<void> {
  const data = await fetchJson<AppData>("/app");
  if (!data) return;
  document.title = `${data.app}: Bunsen`;
  byId("app").textContent = data.app;
  const versions = Object.entries(data.versions).map(([name, version]) => `${name} ${version}`);
  byId("versions").textContent = versions.join(" · ");
  byId("problem").textContent = data.problem ?? "";
  byId("problem").hidden = data.problem === undefined;
  showRoutes(data);
  await showModules(data.modules);
}

listenForPointer();
listenForRequests();
listenForRoutes();
listenForModules();
document.addEventListener("visibilitychange", followVisibility);
// The user may come back from a terminal, after a build.
addEventListener("focus", () => void showApp());
followVisibility();
