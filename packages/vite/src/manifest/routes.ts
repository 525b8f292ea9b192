import type { ErrorRoute, ModulePair, Route, RouteTable } from "@bunsen/runtime/internal/route-table";
import type { PageFiles } from "../assets/client-manifest.ts";
import { clientEntryId } from "../routes/virtual-ids.ts";
import type { MarkupCounts } from "../static-markup/transform.ts";
import { reachableFrom } from "./graph.ts";
import type { LocatedSide } from "./modules.ts";
import { type ModuleNames, packageName } from "./names.ts";
import { sorted } from "./order.ts";
import { mergedConfig } from "./static-config.ts";
import type { ManifestFile, ManifestRoute, Side, StaticConfig } from "./types.ts";

/** What the list of routes is made from. */
export interface RouteFacts {
  table: RouteTable;
  /** The bundler's id of a file of the table. */
  idOf(file: string): string;
  names: ModuleNames;
  sides: readonly LocatedSide[];
  /** By route id. */
  pages: Readonly<Record<string, PageFiles>>;
  files: readonly ManifestFile[];
  /** Host elements of the server's modules, by the bundler's ids. */
  markup: ReadonlyMap<string, MarkupCounts>;
  /** What a file of the table says about itself. */
  configOf(file: string): StaticConfig;
  /** Paths in the build, by the id of the route that they were rendered for. */
  prerendered: ReadonlyMap<string, readonly string[]>;
}

type Reach = NonNullable<ManifestRoute["reaches"]["server"]>;

/** Describes every route, as the router tries them; error pages last. */
export function listRoutes(facts: RouteFacts): ManifestRoute[] {
  const files = new Map(facts.files.map((file) => [file.path, file]));
  return [...facts.table.routes, ...facts.table.errors].map((route) => describe(route, facts, files));
}

function describe(
  route: Route | ErrorRoute,
  facts: RouteFacts,
  files: ReadonlyMap<string, ManifestFile>,
): ManifestRoute {
  const isPage = route.kind !== "endpoint";
  const name = (file: string) => facts.names.of(facts.idOf(file)).full;
  const named = ({ file, server }: ModulePair): ModulePair => ({
    ...(file !== undefined && { file: name(file) }),
    ...(server !== undefined && { server: name(server) }),
  });
  const wrappers = isPage ? route.wrappers : [];
  const config = mergedConfig([...wrappers, route], facts.configOf);
  const prerendered = facts.prerendered.get(route.id);
  return {
    id: route.id,
    kind: route.kind,
    file: name(route.file),
    ...(isPage && route.server !== undefined && { server: name(route.server) }),
    ...(wrappers.length > 0 && { wrappers: wrappers.map(named) }),
    reaches: {
      ...(isPage && { client: reachOf([`\0${clientEntryId(route.id)}`], "client", facts) }),
      server: reachOf(ownFiles(route, wrappers).map(facts.idOf), "server", facts),
    },
    ...(isPage && { client: transferOf(facts.pages[route.id], config, files) }),
    ...(isPage && markupOf(ownFiles(route, wrappers).map(facts.idOf), facts)),
    ...(prerendered && { prerendered: sorted(prerendered) }),
    ...(config && { config }),
  };
}

function ownFiles(route: Route | ErrorRoute, wrappers: readonly ModulePair[]): string[] {
  const pairs: readonly ModulePair[] = [...wrappers, route];
  return pairs.flatMap(({ file, server }) => [file, server]).filter((file) => file !== undefined);
}

/** What is reached from modules of a side, in all of its bundles. */
function reachOf(start: readonly string[], side: Side, { sides, names }: RouteFacts): Reach {
  const reached = sides
    .filter((bundle) => bundle.side === side)
    .flatMap(({ graph, located }) => [...reachableFrom(graph, start)].filter((id) => located.places.has(id)))
    .map((id) => names.of(id));
  const own = reached.filter((name) => packageName(name.package) === names.app);
  const foreign = reached.map((name) => packageName(name.package)).filter((name) => name !== names.app);
  return { modules: sorted(own.map((name) => name.full)), packages: sorted(foreign) };
}

/** Nothing if React renders the pages. */
function markupOf(start: readonly string[], { sides, markup }: RouteFacts): Pick<ManifestRoute, "markup"> {
  const servers = sides.filter(({ side }) => side === "server");
  const reached = new Set(servers.flatMap(({ graph }) => [...reachableFrom(graph, start)]));
  const counts = [...reached].flatMap((id) => markup.get(id) ?? []);
  const elements = counts.reduce((sum, count) => sum + count.elements, 0);
  return elements > 0 ? { markup: { elements, flat: counts.reduce((sum, { flat }) => sum + flat, 0) } } : {};
}

/** Every page has stylesheets, but only pages that hydrate have scripts. */
function transferOf(
  page: PageFiles | undefined,
  config: StaticConfig | undefined,
  files: ReadonlyMap<string, ManifestFile>,
): NonNullable<ManifestRoute["client"]> {
  const scripts = config?.values.hydrate === false ? [] : (page?.scripts ?? []);
  const sent = [...(page?.styles ?? []), ...scripts]
    .map((path) => files.get(`client/${path}`))
    .filter((file) => file !== undefined);
  return {
    files: sent.map(({ path }) => path),
    bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
    gzip: sent.reduce((sum, { bytes, encodings }) => sum + (encodings?.gzip ?? bytes), 0),
  };
}
