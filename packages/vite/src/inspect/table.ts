import { packageName } from "../manifest/names.ts";
import type { Manifest, ManifestPackage, ManifestRoute } from "../manifest/types.ts";
import { type Column, formatColumns, painter } from "../terminal/columns.ts";
import { formatBytes } from "../terminal/format-bytes.ts";
import { printable } from "../terminal/printable.ts";
import type { Artefact } from "./read.ts";
import { packageBytes } from "./sizes.ts";

export interface TableOptions {
  /** With the colours of a terminal. */
  colour: boolean;
}

/** What is in an artefact, for people. */
export function formatTable({ manifest, kind, path }: Artefact, { colour }: TableOptions): string {
  const paint = painter(colour);
  const versions = Object.entries(manifest.versions).map(([name, version]) => `${name} ${version}`);
  const what = kind === "directory" ? "build" : "executable";
  return [
    `${paint("bold", printable(manifest.app))}  ${what} ${printable(path)}, id ${printable(manifest.buildId)}`,
    paint("dim", printable(versions.join(" · "))),
    "",
    ...formatColumns(ROUTE_COLUMNS, manifest.routes.map(routeCells), paint),
    "",
    ...formatColumns(
      PACKAGE_COLUMNS,
      bySize(manifest.packages).map((entry) => packageCells(entry, manifest)),
      paint,
    ),
    "",
    paint("dim", totals(manifest)),
    "",
  ].join("\n");
}

const ROUTE_COLUMNS: Column[] = [
  ["route"],
  ["kind"],
  ["client", "right"],
  ["gzip", "right"],
  ["markup", "right"],
  ["config"],
];

function routeCells({ id, kind, client, markup, config, prerendered }: ManifestRoute): string[] {
  const settings = [
    ...(prerendered ? [`${prerendered.length} prerendered`] : []),
    ...Object.entries(config?.values ?? {}).map(
      ([key, value]) => `${key}: ${shortened(JSON.stringify(value))}`,
    ),
    ...(config?.atRunTime ?? []).map((key) => `${key}: at run time`),
  ];
  return [
    id,
    kind,
    client ? formatBytes(client.bytes) : "",
    client ? formatBytes(client.gzip) : "",
    markup ? `${Math.round((100 * markup.flat) / markup.elements)} %` : "",
    settings.join(", "),
  ];
}

const PACKAGE_COLUMNS: Column[] = [
  ["package"],
  ["client", "right"],
  ["server", "right"],
  ["modules", "right"],
  ["licence"],
  ["because of"],
];

function packageCells(entry: ManifestPackage, manifest: Manifest): string[] {
  const [client, server] = [packageBytes(entry, "client"), packageBytes(entry, "server")];
  const copies = entry.copies ? ` (${entry.copies.length} copies)` : "";
  return [
    packageName(entry) + copies,
    client > 0 ? formatBytes(client) : "",
    server > 0 ? formatBytes(server) : "",
    String(entry.modules.length),
    shortened(entry.license ?? ""),
    packageName(entry) === manifest.app ? "" : reasonsFor(entry),
  ];
}

/** The importers of a package outside of it: the first, and how many more. */
function reasonsFor(entry: ManifestPackage): string {
  const own = `${packageName(entry)}/`;
  const importers = new Set<string>();
  for (const { client, server } of entry.modules) {
    for (const name of [...(client?.importers ?? []), ...(server?.importers ?? [])]) {
      if (!name.startsWith(own)) importers.add(name);
    }
  }
  const [first] = importers;
  if (first === undefined) return "";
  return importers.size > 1 ? `${first}, ${importers.size - 1} more` : first;
}

function bySize(packages: readonly ManifestPackage[]): ManifestPackage[] {
  const size = (entry: ManifestPackage) => packageBytes(entry, "client") + packageBytes(entry, "server");
  return [...packages].sort((a, b) => size(b) - size(a));
}

function totals({ files }: Manifest): string {
  const below = (prefix: string) => files.filter(({ path }) => path.startsWith(prefix));
  const sum = (prefix: string) => formatBytes(below(prefix).reduce((total, { bytes }) => total + bytes, 0));
  const parts = [`server ${sum("server/")}`, `client ${sum("client/")} in ${below("client/").length} files`];
  if (below("prerendered/").length > 0) parts.push(`prerendered ${sum("prerendered/")}`);
  return parts.join(" · ");
}

const WIDEST = 60;

function shortened(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
