import type { RouteTable } from "@bunsen/runtime/internal/route-table";
import { type Column, formatColumns, type Paint } from "../terminal/columns.ts";
import { formatBytes } from "../terminal/format-bytes.ts";
import { type Guide, routeRows } from "./rows.ts";

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

/** The routes as a tree of their URLs, each level in the order in which the router tries them. */
export function formatRouteTree({ table, pagesDirectory, sizes, paint }: TreeOptions): string[] {
  const rows = routeRows(table, pagesDirectory).map(({ guides, name, id, kind, files }) => {
    const size = id === undefined ? undefined : sizes.get(id);
    return [
      guides.map((guide) => GUIDES[guide]).join("") + name,
      kind ?? "",
      files,
      ...(size ? [formatBytes(size.bytes), formatBytes(size.gzip)] : ["", ""]),
    ];
  });
  return formatColumns(
    sizes.size > 0 ? [...COLUMNS, ["client", "right"], ["gzip", "right"]] : COLUMNS,
    rows,
    paint,
  );
}

const GUIDES: Record<Guide, string> = { line: "│  ", gap: "   ", branch: "├─ ", corner: "└─ " };

const COLUMNS: Column[] = [["route"], ["kind"], ["file"]];
