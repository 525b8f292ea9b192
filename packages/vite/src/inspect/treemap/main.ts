import type { Side } from "../../manifest/types.ts";
import { byId, element } from "../../report-page/elements.ts";
import { formatBytes } from "../../terminal/format-bytes.ts";
import type { PageData, PageModule, PagePackage } from "./data.ts";
import { squarify } from "./layout.ts";

const data: PageData = JSON.parse(byId("data").textContent ?? "");

/** What is shown. */
const state: { side: Side; zoom: PagePackage | undefined; search: string } = {
  side: data.packages.some((entry) => bytesOf(entry, "client") > 0) ? "client" : "server",
  zoom: undefined,
  search: "",
};

/** Pixels below which a tile is not drawn. */
const SMALLEST = 4;
const HEADING = 22;

const hues = huesOf(data.packages);

function bytesOf(entry: PagePackage, side: Side): number {
  return entry.modules.reduce((sum, module) => sum + (module[side]?.bytes ?? 0), 0);
}

/** The app has the first colour; the others follow by size, each far from the last. */
function huesOf(packages: readonly PagePackage[]): Map<PagePackage, number> {
  const size = (entry: PagePackage) => bytesOf(entry, "client") + bytesOf(entry, "server");
  const order = [...packages].sort((a, b) => Number(b.own) - Number(a.own) || size(b) - size(a));
  return new Map(order.map((entry, index) => [entry, (275 + index * 137.5) % 360]));
}

function isFound(entry: PagePackage, module: PageModule): boolean {
  return `${entry.name}/${module.path}`.toLowerCase().includes(state.search);
}

interface Group {
  entry: PagePackage;
  modules: { module: PageModule; bytes: number }[];
  bytes: number;
}

function groups(): Group[] {
  const shown = state.zoom ? [state.zoom] : data.packages;
  return shown
    .map((entry) => {
      const modules = entry.modules
        .map((module) => ({ module, bytes: module[state.side]?.bytes ?? 0 }))
        .filter(({ module, bytes }) => bytes > 0 && isFound(entry, module))
        .sort((a, b) => b.bytes - a.bytes);
      return { entry, modules, bytes: modules.reduce((sum, { bytes }) => sum + bytes, 0) };
    })
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

function drawMap(): void {
  const map = byId("map");
  const area = { x: 0, y: 0, width: map.clientWidth, height: map.clientHeight };
  const shown = groups();
  const rectangles = squarify(
    shown.map(({ bytes }) => bytes),
    area,
  );
  map.replaceChildren(...shown.map((group, index) => drawGroup(group, rectangles[index] ?? area)));
  if (shown.length === 0)
    map.append(element("p", { class: "empty" }, "Nothing of that name is on this side."));
  byId("total").textContent = formatBytes(shown.reduce((sum, { bytes }) => sum + bytes, 0));
  byId("back").hidden = state.zoom === undefined;
}

function drawGroup({ entry, modules, bytes }: Group, box: ReturnType<typeof squarify>[number]): HTMLElement {
  const heading = element(
    "button",
    { class: "heading", type: "button" },
    element("b", {}, entry.name),
    element("span", {}, box.width > 130 ? formatBytes(bytes) : ""),
  );
  heading.addEventListener("click", () => zoomTo(state.zoom ? undefined : entry));
  const group = element("section", { class: "group", "aria-label": `${entry.name}, ${formatBytes(bytes)}` });
  group.style.setProperty("--hue", String(hues.get(entry) ?? 0));
  place(group, box, 1);
  const hasHeading = box.height > HEADING * 1.6 && box.width > 48;
  if (hasHeading) group.append(heading);
  const top = hasHeading ? HEADING : 0;
  const inner = {
    x: 2,
    y: top,
    width: Math.max(0, box.width - 6),
    height: Math.max(0, box.height - top - 4),
  };
  const tiles = squarify(
    modules.map((module) => module.bytes),
    inner,
  );
  for (const [index, { module, bytes: size }] of modules.entries()) {
    const tile = tiles[index];
    if (tile && tile.width >= SMALLEST && tile.height >= SMALLEST)
      group.append(drawTile(entry, module, size, tile));
  }
  return group;
}

function drawTile(
  entry: PagePackage,
  module: PageModule,
  bytes: number,
  box: ReturnType<typeof squarify>[number],
): HTMLElement {
  const label = `${entry.name}/${module.path}, ${formatBytes(bytes)}`;
  const tile = element("button", { class: "tile", type: "button", "aria-label": label, title: label });
  place(tile, box, 1);
  if (box.width > 40 && box.height > 16) tile.append(element("span", {}, labelOf(module.path, box.width)));
  if (box.width > 56 && box.height > 34) tile.append(element("small", {}, formatBytes(bytes)));
  tile.addEventListener("click", () => {
    for (const other of document.querySelectorAll(".tile[aria-current]"))
      other.removeAttribute("aria-current");
    tile.setAttribute("aria-current", "true");
    showModule(entry, module);
  });
  return tile;
}

function place(
  target: HTMLElement,
  { x, y, width, height }: ReturnType<typeof squarify>[number],
  gap: number,
): void {
  target.style.left = `${x}px`;
  target.style.top = `${y}px`;
  target.style.width = `${Math.max(0, width - gap)}px`;
  target.style.height = `${Math.max(0, height - gap)}px`;
}

/** The last parts of a path, because they are the most useful; for a small tile, only the file's name. */
function labelOf(path: string, width: number): string {
  return path
    .split("/")
    .slice(width > 150 ? -2 : -1)
    .join("/");
}

function zoomTo(entry: PagePackage | undefined): void {
  state.zoom = entry;
  draw();
}

function showModule(entry: PagePackage, module: PageModule): void {
  const found = module[state.side];
  if (!found) return;
  const total = data.packages.reduce((sum, other) => sum + bytesOf(other, state.side), 0);
  const facts: [string, string][] = [
    ["Package", entry.name],
    ["Size", `${formatBytes(found.bytes)}, ${((100 * found.bytes) / total).toFixed(1)} % of this side`],
    ["Licence", entry.license ?? "unknown"],
    ["Id", module.id],
  ];
  byId("details").replaceChildren(
    element("h2", {}, module.path),
    element("dl", {}, ...facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
    ...listOf("Imported by", found.importers),
    ...listOf("Imports", found.imports),
    ...listOf("Exports", found.exports),
    ...listOf("Where its code is", found.files),
  );
}

function listOf(title: string, names: readonly string[]): Node[] {
  if (names.length === 0) return [];
  const items = names.slice(0, 50).map((name) => element("li", {}, name));
  if (names.length > items.length) items.push(element("li", {}, `and ${names.length - items.length} more`));
  return [element("h3", {}, title), element("ul", {}, ...items)];
}

/** Before something is selected: the largest packages, as one list. */
function showPackages(): void {
  const shown = groups();
  const most = shown[0]?.bytes ?? 1;
  const rows = shown.slice(0, 40).map(({ entry, bytes }) => {
    const bar = element("i", {});
    bar.style.width = `${Math.max(1, (100 * bytes) / most)}%`;
    const row = element(
      "button",
      { class: "row", type: "button" },
      element("span", {}, entry.name),
      formatBytes(bytes),
      bar,
    );
    row.style.setProperty("--hue", String(hues.get(entry) ?? 0));
    row.addEventListener("click", () => zoomTo(entry));
    return row;
  });
  byId("details").replaceChildren(element("h2", {}, "Packages"), ...rows);
}

function showRoutes(): void {
  const most = Math.max(1, ...data.routes.map(({ client }) => client?.bytes ?? 0));
  const rows = data.routes.map(({ id, kind, client }) => {
    const cell = element("td", { class: "bar" });
    if (client) {
      for (const [name, bytes] of [
        ["raw", client.bytes],
        ["gzip", client.gzip],
      ] as const) {
        const bar = element("i", { class: name });
        bar.style.width = `${(100 * bytes) / most}%`;
        cell.append(bar);
      }
    }
    return element(
      "tr",
      {},
      element("td", {}, id),
      element("td", { class: "kind" }, kind),
      element("td", { class: "number" }, client ? formatBytes(client.bytes) : "–"),
      element("td", { class: "number" }, client ? formatBytes(client.gzip) : "–"),
      cell,
    );
  });
  byId("routes").replaceChildren(...rows);
}

function draw(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-side]")) {
    button.setAttribute("aria-pressed", String(button.dataset.side === state.side));
  }
  drawMap();
  showPackages();
}

for (const button of document.querySelectorAll<HTMLElement>("[data-side]")) {
  const side = button.dataset.side === "client" ? "client" : "server";
  const bytes = data.packages.reduce((sum, entry) => sum + bytesOf(entry, side), 0);
  button.append(element("small", {}, formatBytes(bytes)));
  button.addEventListener("click", () => {
    Object.assign(state, { side, zoom: undefined });
    draw();
  });
}
byId("back").addEventListener("click", () => zoomTo(undefined));
byId("search").addEventListener("input", ({ target }) => {
  state.search = (target as HTMLInputElement).value.trim().toLowerCase();
  draw();
});
window.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") zoomTo(undefined);
});
window.addEventListener("resize", drawMap);
showRoutes();
draw();
