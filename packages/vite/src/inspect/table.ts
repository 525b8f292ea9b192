import { styleText } from "node:util";
import { packageName } from "../manifest/names.ts";
import type { Manifest, ManifestPackage, ManifestRoute } from "../manifest/types.ts";
import { formatBytes } from "./format-bytes.ts";
import { printable } from "./printable.ts";
import type { Artefact } from "./read.ts";
import { packageBytes } from "./sizes.ts";

export interface TableOptions {
  /** With the colours of a terminal. */
  colour: boolean;
}

/** A column: its heading, and whether its cells are numbers, which stand at the right. */
type Column = [heading: string, alignment?: "right"];

/** What is in an artefact, for people. */
export function formatTable({ manifest, kind, path }: Artefact, { colour }: TableOptions): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  const versions = Object.entries(manifest.versions).map(([name, version]) => `${name} ${version}`);
  const what = kind === "directory" ? "build" : "executable";
  return [
    `${paint("bold", printable(manifest.app))}  ${what} ${printable(path)}, id ${printable(manifest.buildId)}`,
    paint("dim", printable(versions.join(" · "))),
    "",
    ...columns(ROUTE_COLUMNS, manifest.routes.map(routeCells), paint),
    "",
    ...columns(
      PACKAGE_COLUMNS,
      bySize(manifest.packages).map((entry) => packageCells(entry, manifest)),
      paint,
    ),
    "",
    paint("dim", totals(manifest)),
    "",
  ].join("\n");
}

type Paint = (style: "bold" | "dim" | "cyan", text: string) => string;

const ROUTE_COLUMNS: Column[] = [["route"], ["kind"], ["client", "right"], ["gzip", "right"], ["config"]];

function routeCells({ id, kind, client, config, prerendered }: ManifestRoute): string[] {
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

/** Who outside of a package imports it: the first, and how many more. */
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

function columns(headings: readonly Column[], rows: readonly string[][], paint: Paint): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = headings.map(([heading], index) =>
    Math.max(heading.length, ...cells.map((row) => Bun.stringWidth(row[index] ?? ""))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => aligned(cell, widths[index] ?? 0, headings[index]?.[1]))
      .join("  ")
      .trimEnd();
  const title = line(headings.map(([heading]) => heading));
  return [
    paint("dim", title),
    ...cells.map((row) => {
      const text = line(row);
      const [first = ""] = row;
      return paint("cyan", first) + text.slice(first.length);
    }),
  ];
}

function aligned(text: string, width: number, alignment?: "right"): string {
  const padding = " ".repeat(Math.max(0, width - Bun.stringWidth(text)));
  return alignment === "right" ? padding + text : text + padding;
}
