import type { StaticFile } from "@bunsen/runtime/internal/server-build";
import { type Column, formatColumns, type Paint } from "../terminal/columns.ts";
import { formatBytes } from "../terminal/format-bytes.ts";
import type { SlowPage } from "../verify/slow-pages.ts";
import type { BuildTimes } from "./times.ts";

/** Sizes of some files, in bytes. */
export interface Sizes {
  files: number;
  raw: number;
  /** Left out for files that are never sent. */
  gzip?: number;
  brotli?: number;
}

/** An executable, as its summary shows it. */
interface ExecutableSummary {
  /** Relative to Vite's root. */
  path: string;
  target: string;
  libc?: string;
  /** Bytes. */
  size: number;
  /** Bytes of Bun itself; left out if its executable was not found. */
  bunSize?: number;
  /** A container image that has what it needs. */
  image?: string;
}

/** What a build produced. */
export interface BuildSummary {
  /** Vite's `build.outDir`. */
  directory: string;
  groups: Record<string, Sizes>;
  executables: readonly ExecutableSummary[];
  /** How the time was spent. */
  times: Pick<BuildTimes, "parts" | "total">;
  /** The slowest first. */
  slowPages: readonly SlowPage[];
  paint: Paint;
}

/** Adds up the sizes that browsers receive; a file without a compressed variant counts with its plain size. */
export function sizesOf(files: readonly StaticFile[]): Required<Sizes> {
  const sizes = { files: files.length, raw: 0, gzip: 0, brotli: 0 };
  for (const { size, encodings } of files) {
    sizes.raw += size;
    sizes.gzip += encodings?.gzip ?? size;
    sizes.brotli += encodings?.br ?? size;
  }
  return sizes;
}

/** The last lines of a build. */
export function formatSummary(summary: BuildSummary): string {
  const { directory, groups, executables, times, slowPages, paint } = summary;
  const sizes = Object.entries(groups).filter(([, { files }]) => files > 0);
  return [
    "",
    paint("bold", `${directory}/ is complete.`),
    ...formatColumns(SIZE_COLUMNS, sizes.map(sizeCells), paint).map(indented),
    ...executables.map(describe),
    "",
    ...formatTimes(times, paint).map(indented),
    ...(slowPages.length > 0
      ? ["", ...formatColumns(PAGE_COLUMNS, slowPages.map(pageCells), paint).map(indented)]
      : []),
  ].join("\n");
}

const SIZE_COLUMNS: Column[] = [
  [""],
  ["files", "right"],
  ["size", "right"],
  ["gzip", "right"],
  ["brotli", "right"],
];

function sizeCells([name, { files, raw, gzip, brotli }]: [string, Sizes]): string[] {
  return [name, String(files), ...[raw, gzip, brotli].map(sizeIfKnown)];
}

/** Parts that took less time have no column. */
const SHORTEST_SECONDS = 0.05;

/** One row: a column for each part of the build. */
function formatTimes({ parts, total }: BuildSummary["times"], paint: Paint): string[] {
  const shown = [...parts.filter(([, seconds]) => seconds >= SHORTEST_SECONDS), ["total", total] as const];
  const columns = shown.map(([part]): Column => [part, "right"]);
  const cells = shown.map(([, seconds]) => `${seconds.toFixed(1)} s`);
  return formatColumns([[""], ...columns], [["time", ...cells]], paint);
}

const PAGE_COLUMNS: Column[] = [
  ["slowest pages"],
  ["responds in", "right"],
  ["browser", "right"],
  ["gzip", "right"],
];

function pageCells({ path, milliseconds, client }: SlowPage): string[] {
  return [path, `${milliseconds.toFixed(0)} ms`, ...[client?.bytes, client?.gzip].map(sizeIfKnown)];
}

function indented(line: string): string {
  return `  ${line}`;
}

function describe({ path, target, libc, size, bunSize, image }: ExecutableSummary): string {
  const platform = libc === undefined ? target : `${target}, ${libc}`;
  const shares =
    bunSize === undefined ? "" : `: Bun ${formatBytes(bunSize)}, the app ${formatBytes(size - bunSize)}`;
  const place = image === undefined ? "" : `; runs in ${image}`;
  return `  ${path} (${platform}) ${formatBytes(size)}${shares}${place}`;
}

function sizeIfKnown(bytes: number | undefined): string {
  return bytes === undefined ? "" : formatBytes(bytes);
}
