import type { ErrorRoute, ModulePair, Route, RouteTable } from "@bunsen/runtime/internal/route-table";
import { isGroupName } from "./directory-names.ts";

/** What is drawn before a name, one for each level: a line of a level that continues, nothing, or the branch to the name. */
export type Guide = "line" | "gap" | "branch" | "corner";

/** A line of the tree of routes: a segment of URLs or a layout group, and the route that ends there if there is one. */
export interface RouteRow {
  guides: Guide[];
  /** The segment; with a slash at its end where no route ends. */
  name: string;
  id?: string;
  kind?: Route["kind"] | ErrorRoute["kind"];
  /** The route's file, a word for its companion, and what wraps everything below; below the pages directory. */
  files: string;
}

/** A segment of URLs, with the route that ends there. */
interface Node {
  name: string;
  route?: Route | ErrorRoute;
  /** Files that wrap every page below. */
  wrappers: Set<string>;
  children: Map<string, Node>;
}

/**
 * The routes as a tree of their URLs, each level in the order in which the router tries them.
 *
 * @param pagesDirectory what the names of files start with: `src/pages`
 */
export function routeRows({ routes, errors }: RouteTable, pagesDirectory: string): RouteRow[] {
  const root = nodeOf("/");
  for (const route of [...routes, ...errors]) {
    descend(root, placeOf(route, pagesDirectory)).route = route;
    if (route.kind !== "endpoint") addWrappers(root, route.wrappers, pagesDirectory);
  }
  return [...rowsOf(root, [], [], pagesDirectory)];
}

/** The pattern with the layout groups in which the file lies. */
function placeOf({ id, kind, file }: Route | ErrorRoute, pagesDirectory: string): string {
  if (kind === "error") return id;
  const rest = id.split("/").slice(1);
  const directories = shortName(file, pagesDirectory).split("/").slice(0, -1);
  const above = directories.map((name) => (isGroupName(name) ? name : rest.shift()));
  return [...above, ...rest].join("/");
}

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

/** A root or layout belongs to its directory. */
function addWrappers(root: Node, wrappers: readonly ModulePair[], pagesDirectory: string): void {
  for (const { file, server } of wrappers) {
    const path = shortName(file ?? server ?? "", pagesDirectory);
    const slash = path.lastIndexOf("/");
    descend(root, path.slice(0, Math.max(0, slash))).wrappers.add(path.slice(slash + 1));
  }
}

/**
 * @param guides of the node itself
 * @param below what its children's guides start with
 */
function* rowsOf(
  node: Node,
  guides: Guide[],
  below: readonly Guide[],
  pagesDirectory: string,
): Generator<RouteRow> {
  const { route } = node;
  yield {
    guides,
    name: node.name + (!route && node.name !== "/" ? "/" : ""),
    id: route?.id,
    kind: route?.kind,
    files: filesOf(node, pagesDirectory),
  };
  const children = [...node.children.values()];
  for (const [index, child] of children.entries()) {
    const isLast = index === children.length - 1;
    yield* rowsOf(
      child,
      [...below, isLast ? "corner" : "branch"],
      [...below, isLast ? "gap" : "line"],
      pagesDirectory,
    );
  }
}

function filesOf({ route, wrappers }: Node, pagesDirectory: string): string {
  const companion = route && route.kind !== "endpoint" && route.server !== undefined ? " + server" : "";
  const own = route ? shortName(route.file, pagesDirectory) + companion : "";
  const around = wrappers.size > 0 ? `in ${[...wrappers].join(", ")}` : "";
  return [own, around].filter((part) => part !== "").join(", ");
}

function shortName(file: string, pagesDirectory: string): string {
  return file.startsWith(`${pagesDirectory}/`) ? file.slice(pagesDirectory.length + 1) : file;
}
