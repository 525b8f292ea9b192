/** `bun bench/where.ts`: where the processor time of a request goes, by part of the code, from a profile. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { SourceMap, type SourceMapping } from "node:module";
import { join } from "node:path";
import { buildOurs, findScript, startServer } from "./servers.ts";

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 100_000);
/** Microseconds between two looks of the profiler. */
const INTERVAL = 200;

interface Profile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  }[];
  samples: number[];
  timeDeltas: number[];
}

/** Parts of the code by where their sources lie; the first that fits. */
const PARTS: [part: string, source: RegExp][] = [
  ["React", /node_modules\/(react|react-dom)\//],
  ["static markup", /runtime\/(dist|src)\/static-markup\//],
  ["data block", /\/page\/data|devalue/],
  ["document: head, meta, assets", /\/page\/(head|document|meta|html|assets)/],
  ["page: companions, rendering", /\/page\//],
  ["page cache", /\/cache\//],
  ["endpoint", /\/endpoint\//],
  ["files", /\/http\/(serve-file|file|range|conditional|public)/],
  ["URL, host, headers, checks", /\/http\//],
  ["matching", /\/route\//],
  ["request pipeline", /runtime\/(dist|src)\//],
  ["the app itself, with its templates", /\/src\//],
];

/** What Bun does in native code, by the names of its functions. */
const NATIVE: [part: string, name: RegExp][] = [
  ["Response and headers", /^(Response|Headers|set|get|append|has|delete)$/],
  ["Request and URL", /^(Request|URL|get url|get headers|get method)$/],
  ["JSON", /^(stringify|parse)$/],
  ["escaping", /^escapeHTML$/],
];

const directory = buildOurs("app");
const script = join(directory, "server/app.js");
const map = new SourceMap(JSON.parse(readFileSync(`${script}.map`, "utf8")));
const paths = ["/", "/table", "/api/rows", "/cached", await assetPath()];
const columns: Record<string, Record<string, number>> = {};
for (const path of paths) columns[path.replace(/^\/assets\/.*/, "asset")] = profile(path);
const parts = [...new Set(Object.values(columns).flatMap((column) => Object.keys(column)))];
const total = (column: Record<string, number>) =>
  Object.values(column).reduce((sum, value) => sum + value, 0);
const rows = Object.fromEntries(
  parts
    .sort((a, b) => sumOf(b) - sumOf(a))
    .map((part) => [
      part,
      Object.fromEntries(
        Object.entries(columns).map(([path, column]) => [path, Number((column[part] ?? 0).toFixed(2))]),
      ),
    ]),
);
console.log("Microseconds per request, in one process, without sockets:");
console.table({
  ...rows,
  total: Object.fromEntries(
    Object.entries(columns).map(([path, column]) => [path, Number(total(column).toFixed(2))]),
  ),
});

function sumOf(part: string): number {
  return Object.values(columns).reduce((sum, column) => sum + (column[part] ?? 0), 0);
}

async function assetPath(): Promise<string> {
  await using server = await startServer(join(directory, "server/index.js"), {});
  return findScript(server);
}

/** Microseconds per request by part. */
function profile(path: string): Record<string, number> {
  const target = mkdtempSync(join(import.meta.dir, ".tmp-"));
  try {
    const run = Bun.spawnSync(
      [
        process.execPath,
        "--cpu-prof",
        `--cpu-prof-dir=${target}`,
        `--cpu-prof-interval=${INTERVAL}`,
        join(import.meta.dir, "where-requests.ts"),
        script,
        path,
        String(REQUESTS),
      ],
      { env: { ...process.env, NODE_ENV: "production" }, stdout: "inherit", stderr: "inherit" },
    );
    if (!run.success) throw new Error(`The profile of ${path} failed.`);
    const [file = ""] = readdirSync(target);
    return byPart(JSON.parse(readFileSync(join(target, file), "utf8")));
  } finally {
    rmSync(target, { recursive: true });
  }
}

function byPart({ nodes, samples, timeDeltas }: Profile): Record<string, number> {
  const partOf = new Map(nodes.map(({ id, callFrame }) => [id, partOfFrame(callFrame)]));
  const sums: Record<string, number> = {};
  for (const [index, id] of samples.entries()) {
    const part = partOf.get(id) ?? "other";
    sums[part] = (sums[part] ?? 0) + (timeDeltas[index] ?? 0) / REQUESTS;
  }
  return sums;
}

function partOfFrame({
  functionName,
  url,
  lineNumber,
  columnNumber,
}: Profile["nodes"][number]["callFrame"]): string {
  if (!url.endsWith("app.js")) {
    return NATIVE.find(([, name]) => name.test(functionName))?.[0] ?? "other native code";
  }
  const { originalSource = "" } = map.findEntry(lineNumber, columnNumber) as Partial<SourceMapping>;
  return PARTS.find(([, source]) => source.test(originalSource))?.[0] ?? "other";
}
