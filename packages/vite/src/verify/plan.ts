import type { Route, RouteTable } from "@bunsen/runtime/internal/route-table";
import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { routeFinder } from "../routes/find-route.ts";

/** One request of the smoke test. */
export interface SmokeRequest {
  kind: "page" | "endpoint" | "asset" | "missing";
  /** The path to request, without `base`. */
  path: string;
  /** For messages: the file that responds. */
  file?: string;
  /** For assets that no middleware sees: the expected ETag. */
  etag?: string;
  /** The file of the build that is sent, if it is known. */
  sends?: string;
}

/** What is known of a build before it is started. */
export interface SmokeSubject {
  table: RouteTable;
  files: Readonly<Record<string, StaticFile>>;
  prerendered: Readonly<Record<string, StaticFile>>;
  /** Paths that the user names. */
  paths: readonly string[];
  /** The build, absolute, with its source maps. */
  directory: string;
  /** The project, absolute: messages show its sources. */
  root: string;
}

/** A path that no app uses. */
const MISSING = "/bunsen-smoke-test/there-is-no-such-page";

/**
 * Every page that has no parameters and is not prerendered, the paths that the user names, an endpoint, an asset of every
 * kind, and a URL that does not exist.
 */
export function planSmoke({
  table,
  files,
  prerendered,
  paths,
}: Omit<SmokeSubject, "directory" | "root">): SmokeRequest[] {
  const routes = table.routes.filter((route) => route.segments.every(({ kind }) => kind === "static"));
  const endpoint = routes.find((route) => route.kind === "endpoint");
  const asked = routes.filter(
    (route) => route === endpoint || (route.kind === "page" && !Object.hasOwn(prerendered, route.id)),
  );
  const requests: SmokeRequest[] = asked.map(({ kind, id, file }) => ({ kind, path: id, file }));
  const [written] = Object.entries(prerendered);
  const sent = ofEveryType(files).map(([path, file]) => ({ path, file, sends: `client/${file.path}` }));
  if (written) sent.push({ path: written[0], file: written[1], sends: `prerendered/${written[1].path}` });
  for (const { path, file, sends } of sent) {
    requests.push({ kind: "asset", path, sends, ...(file.immutable && { etag: file.etag }) });
  }
  const known = new Set(requests.map(({ path }) => path));
  for (const path of paths) if (!known.has(path)) requests.push({ kind: "page", path });
  const catchesAll = table.routes.some(({ segments }) => /rest$/.test(segments[0]?.kind ?? ""));
  if (!catchesAll) requests.push({ kind: "missing", path: MISSING });
  return requests;
}

/** Every page that has a path of its own or is named by the user, and the 404 page; and the routes left out. */
export function planPages({ table, prerendered, paths }: SmokeSubject): {
  pages: string[];
  unnamed: string[];
} {
  const routes = table.routes.filter(({ kind }) => kind === "page");
  const isStatic = ({ segments }: Route) => segments.every(({ kind }) => kind === "static");
  const pages = new Set([
    ...routes.filter(isStatic).map(({ id }) => id),
    ...Object.keys(prerendered),
    ...paths,
  ]);
  const named = new Set([...pages].map(routeFinder(routes)));
  const unnamed = routes.filter((route) => !named.has(route)).map(({ id }) => id);
  return { pages: [...pages, MISSING], unnamed };
}

/** The first file of each content type; a few are enough to see that files are served at all. */
function ofEveryType(files: Readonly<Record<string, StaticFile>>): [string, StaticFile][] {
  const found = new Map<string, [string, StaticFile]>();
  for (const entry of Object.entries(files)) if (!found.has(entry[1].type)) found.set(entry[1].type, entry);
  return [...found.values()].slice(0, 5);
}
