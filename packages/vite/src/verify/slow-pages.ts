import type { RouteTable } from "@bunsen/runtime/internal/route-table";
import type { Manifest } from "../manifest/types.ts";
import { routeFinder } from "../routes/find-route.ts";

/** How long a page took to respond, measured by the build. */
export interface PageTime {
  /** Canonical URL path, without `base`. */
  path: string;
  milliseconds: number;
}

/** The same with what a browser loads for it, in bytes; left out for a path without a page. */
export interface SlowPage extends PageTime {
  client?: { bytes: number; gzip: number };
}

/** Faster pages are not listed. */
const SLOW_MILLISECONDS = 20;

const MOST = 5;

/** The slowest pages of a build, the slowest first; none if all were fast. */
export function slowestPages(times: readonly PageTime[], table: RouteTable, manifest: Manifest): SlowPage[] {
  const routeOf = routeFinder(table.routes);
  const sizes = new Map(manifest.routes.map(({ id, client }) => [id, client]));
  return times
    .filter(({ milliseconds }) => milliseconds >= SLOW_MILLISECONDS)
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, MOST)
    .map(({ path, milliseconds }) => {
      const id = routeOf(path)?.id;
      const client = id === undefined ? undefined : sizes.get(id);
      return { path, milliseconds, ...(client && { client: { bytes: client.bytes, gzip: client.gzip } }) };
    });
}
