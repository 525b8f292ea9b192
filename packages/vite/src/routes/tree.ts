import type { ErrorRoute, Route, RouteTable } from "@bunsen/runtime/route";
import { type Column, formatColumns, type Paint } from "../inspect/columns.ts";
import { formatBytes } from "../inspect/format-bytes.ts";

/** What a browser loads for a page, in bytes. */
export interface ClientSize {
  bytes: number;
  gzip: number;
}

export interface TreeOptions {
  table: RouteTable;
  /** What the names of files start with: `src/pages`. */
  pagesDirectory: string;
  /** Of a build, by route id. */
  sizes: ReadonlyMap<string, ClientSize>;
  paint: Paint;
}

/** A segment of URLs, with the route that ends there. */
interface Node {
  name: string;
  route?: Route | ErrorRoute;
  /** Files that wrap every page below. */
  wrappers: Set<string>;
  children: Map<string, Node>;
}

/** The routes as a tree of their URLs, each level in the order in which the router tries them. */
export function formatRouteTree(options: TreeOptions): string[] {
  const { table, sizes, paint } = options;
  const root = nodeOf("/");
  for (const route of [...table.routes, ...table.errors]) {
    const node = descend(root, route.id);
    node.route = route;
    if (route.kind !== "endpoint") addWrappers(root, route, options);
  }
  const rows = [...rowsOf(root, "", "", options)];
  return formatColumns(
    sizes.size > 0 ? [...COLUMNS, ["client", "right"], ["gzip", "right"]] : COLUMNS,
    rows,
    paint,
  );
}

const COLUMNS: Column[] = [["route"], ["kind"], ["file"]];

function nodeOf(name: string): Node {
  return { name, wrappers: new Set(), children: new Map() };
}

function descend(root: Node, path: string): Node {
  let node = root;
  for (const name of path.split("/").filter((part) => part !== "")) {
    const child = node.children.get(name) ?? nodeOf(name);
    node.children.set(name, child);
    node = child;
  }
  return node;
}

/** A root or layout belongs to the directory that it lies in. */
function addWrappers(
  root: Node,
  { wrappers }: Exclude<Route | ErrorRoute, { kind: "endpoint" }>,
  options: TreeOptions,
): void {
  for (const { file, server } of wrappers) {
    const path = shortName(file ?? server ?? "", options);
    const slash = path.lastIndexOf("/");
    descend(root, path.slice(0, Math.max(0, slash))).wrappers.add(path.slice(slash + 1));
  }
}

function* rowsOf(node: Node, lead: string, below: string, options: TreeOptions): Generator<string[]> {
  const { route } = node;
  const size = route && options.sizes.get(route.id);
  yield [
    lead + node.name + (!route && node.name !== "/" ? "/" : ""),
    route?.kind ?? "",
    filesOf(node, options),
    ...(size ? [formatBytes(size.bytes), formatBytes(size.gzip)] : ["", ""]),
  ];
  const children = [...node.children.values()];
  for (const [index, child] of children.entries()) {
    const isLast = index === children.length - 1;
    yield* rowsOf(child, `${below}${isLast ? "└─ " : "├─ "}`, `${below}${isLast ? "   " : "│  "}`, options);
  }
}

/** The route's file, a word for its companion, and what wraps everything below. */
function filesOf({ route, wrappers }: Node, options: TreeOptions): string {
  const companion = route && route.kind !== "endpoint" && route.server !== undefined ? " + server" : "";
  const own = route ? shortName(route.file, options) + companion : "";
  const around = wrappers.size > 0 ? `in ${[...wrappers].join(", ")}` : "";
  return [own, around].filter((part) => part !== "").join(", ");
}

function shortName(file: string, { pagesDirectory }: TreeOptions): string {
  return file.startsWith(`${pagesDirectory}/`) ? file.slice(pagesDirectory.length + 1) : file;
}
