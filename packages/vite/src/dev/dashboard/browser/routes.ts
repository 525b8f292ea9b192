import { byId, element } from "../../../report-page/elements.ts";
import type { Guide } from "../../../routes/rows.ts";
import { formatBytes } from "../../../terminal/format-bytes.ts";
import type { AppData, ShownBuild, ShownRoute } from "../app-data.ts";
import { clockMinute } from "./format.ts";
import { keepingFocus, whenReleased } from "./redraw.ts";

const COLUMNS = 7;

/** What is shown: the routes, those whose files are listed, and what the reader looks for. */
const state = { routes: [] as ShownRoute[], isBuilt: false, open: new Set<string>(), search: "" };

export function showRoutes({ routes, build }: AppData): void {
  state.routes = routes;
  state.isBuilt = "at" in build;
  byId("build").replaceChildren(...sourceOfSizes(build, routes));
  whenReleased(draw);
}

export function listenForRoutes(): void {
  byId("find-routes").addEventListener("input", ({ target }) => {
    state.search = (target as HTMLInputElement).value.trim().toLowerCase();
    draw();
  });
}

/** Development has no bundles, so that the sizes are those of a build, which may be an old one. */
function sourceOfSizes(build: ShownBuild, routes: readonly ShownRoute[]): (Node | string)[] {
  if ("problem" in build) return [build.problem];
  if ("none" in build)
    return ["Run ", element("code", {}, "bunsen build"), " to see what is shipped to browsers"];
  const old = routes.filter(({ shipped }) => shipped?.isOld).length;
  const changed = old === 0 ? "" : `; ${old} ${old === 1 ? "page has" : "pages have"} changed since`;
  return [`Sizes are from the build of ${clockMinute(build.at, Date.now())}${changed}`];
}

function draw(): void {
  const { search, routes } = state;
  const found = search === "" ? routes : routes.filter((route) => isFound(route, search));
  const most = Math.max(1, ...routes.map(({ shipped }) => shipped?.bytes ?? 0));
  byId("routes").closest("table")?.classList.toggle("unbuilt", !state.isBuilt);
  keepingFocus("data-route", () => {
    byId("routes").replaceChildren(
      ...found.flatMap((route) => {
        const row = routeRow(route, most, search !== "");
        return route.id !== undefined && state.open.has(route.id) ? [row, filesRow(route)] : [row];
      }),
    );
  });
}

function isFound({ id, files }: ShownRoute, search: string): boolean {
  return id !== undefined && `${id} ${files}`.toLowerCase().includes(search);
}

/** @param isFlat whether it is shown outside of the tree, with its whole path */
function routeRow(route: ShownRoute, most: number, isFlat: boolean): HTMLElement {
  const { guides, id, name, kind, files, shipped, cache } = route;
  const text = isFlat ? (id ?? name) : name;
  const label =
    route.href === undefined ? element("span", {}, text) : element("a", { href: route.href }, text);
  const tree = element("td", { class: "tree" }, ...(isFlat ? [] : guides.map(branch)), label);
  tree.style.setProperty("--depth", isFlat ? "0" : String(guides.length));
  const chips = cache.map((setting) =>
    element("span", { class: "chip" }, element("small", {}, setting.name), setting.value),
  );
  return element(
    "tr",
    { class: kind },
    tree,
    element("td", { class: "kind" }, kind ?? ""),
    element("td", { class: "file" }, files),
    element("td", { class: "number shipped" }, shipped && id !== undefined ? opener(id, shipped) : ""),
    element("td", { class: "number shipped" }, shipped ? formatBytes(shipped.gzip) : ""),
    element("td", { class: "bar" }, ...(shipped ? bars(shipped, most) : [])),
    element("td", { class: "cache" }, ...chips),
  );
}

function branch(guide: Guide, level: number): HTMLElement {
  const drawn = element("i", { class: guide });
  drawn.style.setProperty("--level", String(level));
  return drawn;
}

type Shipped = NonNullable<ShownRoute["shipped"]>;

function opener(id: string, { bytes, isOld }: Shipped): HTMLElement {
  const button = element(
    "button",
    {
      class: "opener",
      type: "button",
      "data-route": id,
      "aria-expanded": String(state.open.has(id)),
      title: isOld ? "Changed since the build" : "Which files these are",
    },
    formatBytes(bytes) + (isOld ? " *" : ""),
  );
  button.addEventListener("click", () => {
    if (!state.open.delete(id)) state.open.add(id);
    draw();
  });
  return button;
}

function bars({ bytes, gzip }: Shipped, most: number): HTMLElement[] {
  return [["raw", bytes] as const, ["gzip", gzip] as const].map(([name, size]) => {
    const drawn = element("i", { class: name });
    drawn.style.width = `${(100 * size) / most}%`;
    return drawn;
  });
}

function filesRow({ shipped }: ShownRoute): HTMLElement {
  const lines = (shipped?.files ?? []).map(({ path, bytes, gzip }) =>
    element(
      "li",
      {},
      element("code", {}, path),
      element("span", { class: "number" }, formatBytes(bytes)),
      element("span", { class: "number" }, formatBytes(gzip)),
    ),
  );
  return element(
    "tr",
    { class: "details" },
    element("td", { colspan: String(COLUMNS) }, element("ul", {}, ...lines)),
  );
}
