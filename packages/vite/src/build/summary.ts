import type { StaticFile } from "@bunsen/runtime/build";

/** Sizes of some files, in bytes. */
export interface Sizes {
  files: number;
  raw: number;
  /** What is sent to nobody has no compressed sizes. */
  gzip?: number;
  brotli?: number;
}

/** An executable, as its summary shows it. */
export interface ExecutableSummary {
  /** Relative to Vite's root. */
  path: string;
  target: string;
  libc?: string;
  /** Bytes. */
  size: number;
  /** Bytes of Bun itself; left out where its executable is not at hand. */
  bunSize?: number;
  /** A container image that has what it needs. */
  image?: string;
}

/** What a build came to. */
export interface BuildSummary {
  /** Vite's `build.outDir`. */
  directory: string;
  groups: Record<string, Sizes>;
  executables: readonly ExecutableSummary[];
}

/** Adds files up as browsers get them; what was not worth compressing counts as it is. */
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
export function formatSummary({ directory, groups, executables }: BuildSummary): string {
  const rows = Object.entries(groups).filter(([, { files }]) => files > 0);
  const cells = [
    ["", "files", "size", "gzip", "brotli"],
    ...rows.map(([name, sizes]) => [
      name,
      String(sizes.files),
      formatBytes(sizes.raw),
      formatBytes(sizes.gzip),
      formatBytes(sizes.brotli),
    ]),
  ];
  return ["", `${directory}/ is complete.`, ...formatTable(cells), ...executables.map(describe)].join("\n");
}

function formatTable(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const [name = "", ...numbers] = row;
    const padded = numbers.map((cell, index) => cell.padStart(widths[index + 1] ?? 0));
    return `  ${name.padEnd(widths[0] ?? 0)}  ${padded.join("  ")}`.trimEnd();
  });
}

function describe({ path, target, libc, size, bunSize, image }: ExecutableSummary): string {
  const platform = libc === undefined ? target : `${target}, ${libc}`;
  const shares =
    bunSize === undefined ? "" : `: Bun ${formatBytes(bunSize)}, the app ${formatBytes(size - bunSize)}`;
  const place = image === undefined ? "" : `; runs in ${image}`;
  return `  ${path} (${platform}) ${formatBytes(size)}${shares}${place}`;
}

/** Decimal units, as disks and networks have them. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
