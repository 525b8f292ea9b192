import { join } from "node:path";
import { type LoadResult, load } from "./load.ts";
import { median, round2 } from "./numbers.ts";
import { matchTimes } from "./routes.ts";
import { type BenchServer, findScript, readFile, readFrame, startOurs, startServer } from "./servers.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);

/** What is measured, and the ratio to the floor that the SPEC asks for. */
interface Case {
  name: string;
  path: string;
  target: number;
  /** The value of `Accept-Encoding`; without it none is sent. */
  accept?: string;
}

const PAGES: Case[] = [
  { name: "small page", path: "/", target: 0.85 },
  { name: "50-row table", path: "/table", target: 0.9 },
  { name: "root, layout, 3 companions", path: "/nested", target: 0.8 },
  { name: "JSON endpoint", path: "/api/rows", target: 0.9 },
];

interface Round {
  floor: LoadResult;
  ours: LoadResult;
}

await using ours = await startOurs();
const script = await findScript(ours);
const assets: Case[] = ["identity", "br"].map((accept) => ({
  name: `asset, ${accept}`,
  path: `${script}?${accept}`,
  target: 0.9,
  accept,
}));
const CACHED: Case[] = [
  { name: "cached page", path: "/cached", target: 0.9 },
  { name: "cached page, gzip", path: "/cached?gzip", target: 0.9, accept: "gzip" },
];
const frames: Record<string, unknown> = {};
for (const { path } of PAGES) frames[path] = await readFrame(ours, path);
const files: Record<string, unknown> = {};
for (const { path, accept = "identity" } of [...assets, ...CACHED]) {
  // The first answer of a cached page is not the one that is measured.
  await readFile(ours, path, accept);
  files[path] = await readFile(ours, path, accept);
}
await using floor = await startServer(join(import.meta.dir, "floor.tsx"), {
  FLOOR: JSON.stringify(frames),
  FLOOR_FILES: JSON.stringify(files),
});
const results = [];
for (const measured of [...PAGES, ...CACHED, ...assets]) {
  await assertSameAnswer(ours, floor, measured);
  for (const server of [floor, ours]) load(server.url + measured.path, 1, measured.accept);
  const rounds = Array.from({ length: ROUNDS }, (_, index) => measure(measured, index % 2 === 0));
  results.push(summarize(measured, rounds));
}
console.table(results);
const routes = matchTimes();
console.log(
  `Matching a path: ${routes.few.toFixed(0)} ns among 5 routes, ${routes.many.toFixed(0)} ns among 5,000 ` +
    `(ratio ${round2(routes.ratio)}, target at most 1.05).`,
);
await Bun.write(
  join(import.meta.dir, "results.json"),
  `${JSON.stringify({ bun: Bun.version, rounds: ROUNDS, seconds: SECONDS, results, routes }, null, 2)}\n`,
);

/** The order alternates, so that a machine that slows down favours neither. */
function measure({ path, accept }: Case, floorFirst: boolean): Round {
  const first = load((floorFirst ? floor : ours).url + path, SECONDS, accept);
  const second = load((floorFirst ? ours : floor).url + path, SECONDS, accept);
  return floorFirst ? { floor: first, ours: second } : { floor: second, ours: first };
}

function summarize({ name, target }: Case, rounds: Round[]) {
  const ratios = rounds
    .map((round) => round.ours.requestsPerSecond / round.floor.requestsPerSecond)
    .sort((a, b) => a - b);
  return {
    case: name,
    "floor req/s": Math.round(median(rounds.map((round) => round.floor.requestsPerSecond))),
    "ours req/s": Math.round(median(rounds.map((round) => round.ours.requestsPerSecond))),
    ratio: round2(median(ratios)),
    spread: `${round2(ratios[0] ?? 0)} to ${round2(ratios.at(-1) ?? 0)}`,
    target,
    "p99 ms": round2(median(rounds.map((round) => round.ours.p99))),
    "floor p99 ms": round2(median(rounds.map((round) => round.floor.p99))),
  };
}

/** A comparison is worth something only if both send the same: status, headers and bytes. */
async function assertSameAnswer(a: BenchServer, b: BenchServer, measured: Case): Promise<void> {
  const [one, two] = await Promise.all([describe(a, measured), describe(b, measured)]);
  if (one !== two) throw new Error(`Ours and the floor differ on ${measured.path}:\n${one}\n---\n${two}`);
}

async function describe(server: BenchServer, { path, accept = "identity" }: Case): Promise<string> {
  const response = await fetch(server.url + path, {
    headers: { "accept-encoding": accept },
    decompress: false,
  });
  const headers = [...response.headers]
    .filter(([name]) => name !== "date" && name !== "age")
    .map((line) => line.join(": "));
  const body = Buffer.from(await response.bytes())
    .toString("latin1")
    .replaceAll(server.url, "");
  const comparable = headers.filter((line) => !line.startsWith("content-length")).sort();
  return `${response.status}\n${comparable.join("\n")}\n\n${body}`;
}
