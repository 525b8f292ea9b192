/** `npm run bench`: requests per second of a built app, beside a hand-written `Bun.serve` that sends the same bytes. */
import { join } from "node:path";
import { type LoadResult, load } from "./load.ts";
import { median, round2 } from "./numbers.ts";
import { matchTimes } from "./routes.ts";
import {
  type BenchServer,
  findScript,
  readFile,
  readFrame,
  startOurs,
  startPlain,
  startServer,
} from "./servers.ts";
import { cpuMicroseconds, residentMegabytes } from "./usage.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);
/** Part of a case's name; only such cases are measured. */
const ONLY = process.env.BENCH_ONLY ?? "";

/** What is measured, and the ratio to the floor that the SPEC asks for. */
interface Case {
  name: string;
  path: string;
  target: number;
  /** The value of `Accept-Encoding`; without it none is sent. */
  accept?: string;
  /** Whether there is something to render: measured without static markup and as concatenated strings, too. */
  renders?: boolean;
}

const PAGES: Case[] = [
  { name: "small page", path: "/", target: 1.2, renders: true },
  { name: "50-row table, rows inline", path: "/table", target: 3, renders: true },
  { name: "50-row table, a component per row", path: "/rows", target: 3, renders: true },
  { name: "article of 1,000 elements", path: "/article", target: 4, renders: true },
  { name: "root, layout, 3 companions", path: "/nested", target: 1.2, renders: true },
  { name: "streamed page", path: "/streamed", target: 1.2, renders: true },
  { name: "JSON endpoint", path: "/api/rows", target: 0.8 },
];

/** The servers of a case: the floor always, the others where they differ. */
interface Servers {
  floor: BenchServer;
  ours: BenchServer;
  /** Ours with React rendering everything. */
  plain: BenchServer;
  /** The floor without React. */
  strings: BenchServer;
}

type Name = keyof Servers;

interface Measurement extends LoadResult {
  /** Processor time of the server, microseconds. */
  cpuPerRequest: number;
}

await using ours = await startOurs();
await using plain = await startPlain();
const script = await findScript(ours);
const assets: Case[] = ["identity", "br"].map((accept) => ({
  name: `asset, ${accept}`,
  path: `${script}?${accept}`,
  target: 0.9,
  accept,
}));
const CACHED: Case[] = [
  { name: "cached page", path: "/cached", target: 0.85 },
  { name: "cached page, gzip", path: "/cached?gzip", target: 0.85, accept: "gzip" },
];
const frames: Record<string, unknown> = {};
for (const { path } of PAGES) frames[path] = await readFrame(ours, path);
const files: Record<string, unknown> = {};
for (const { path, accept = "identity" } of [...assets, ...CACHED]) {
  // The first answer of a cached page is not the one that is measured.
  await readFile(ours, path, accept);
  files[path] = await readFile(ours, path, accept);
}
const given = { FLOOR: JSON.stringify(frames), FLOOR_FILES: JSON.stringify(files) };
const floorScript = join(import.meta.dir, "floor.tsx");
await using floor = await startServer(floorScript, given);
await using strings = await startServer(floorScript, { ...given, FLOOR_STRINGS: "1" });
const servers: Servers = { floor, ours, plain, strings };

const results = [];
for (const measured of [...PAGES, ...CACHED, ...assets].filter(({ name }) => name.includes(ONLY))) {
  const names = namesFor(measured);
  for (const name of names) {
    await assertSameAnswer(servers[name], floor, measured);
    load(servers[name].url + measured.path, 1, measured.accept);
  }
  const rounds = Array.from({ length: ROUNDS }, (_, index) => round(measured, names, index));
  results.push(summarize(measured, rounds));
}
console.table(results);
const memory = Object.fromEntries(
  Object.entries(servers).map(([name, { pid }]) => [name, Math.round(residentMegabytes(pid))]),
);
console.log(
  `Memory afterwards: ours ${memory.ours} MB, the floor ${memory.floor} MB, strings ${memory.strings} MB.`,
);
const routes = matchTimes();
console.log(
  `Matching a path: ${routes.few.toFixed(0)} ns among 5 routes, ${routes.many.toFixed(0)} ns among 5,000 ` +
    `(ratio ${round2(routes.ratio)}, target at most 1.05).`,
);
if (ONLY === "") {
  await Bun.write(
    join(import.meta.dir, "results.json"),
    `${JSON.stringify({ bun: Bun.version, rounds: ROUNDS, seconds: SECONDS, results, memory, routes }, null, 2)}\n`,
  );
}

function namesFor({ renders, path }: Case): Name[] {
  if (!renders) return ["floor", "ours"];
  return path === "/streamed" ? ["floor", "ours", "plain"] : ["floor", "ours", "plain", "strings"];
}

/** Each server once. Who begins changes, so that a machine that slows down favours none. */
function round({ path, accept }: Case, names: Name[], index: number): Map<Name, Measurement> {
  const from = index % names.length;
  const order = [...names.slice(from), ...names.slice(0, from)];
  return new Map(order.map((name) => [name, measure(servers[name], path, accept)]));
}

function measure({ url, pid }: BenchServer, path: string, accept: string | undefined): Measurement {
  const before = cpuMicroseconds(pid);
  const result = load(url + path, SECONDS, accept);
  return {
    ...result,
    cpuPerRequest: (cpuMicroseconds(pid) - before) / (result.requestsPerSecond * SECONDS),
  };
}

function summarize({ name, target }: Case, rounds: Map<Name, Measurement>[]) {
  const column = (server: Name, key: keyof Measurement) =>
    rounds.flatMap((round) => round.get(server)?.[key] ?? []);
  const middle = (server: Name, key: keyof Measurement, digits = 0) => {
    const values = column(server, key);
    return values.length === 0 ? "" : Number(median(values).toFixed(digits));
  };
  const ratios = (server: Name) =>
    rounds
      .flatMap((round) => {
        const [one, other] = [round.get(server), round.get("floor")];
        return one && other ? [one.requestsPerSecond / other.requestsPerSecond] : [];
      })
      .sort((a, b) => a - b);
  const own = ratios("ours");
  const plain = ratios("plain");
  return {
    case: name,
    ratio: round2(median(own)),
    spread: `${round2(own[0] ?? 0)} to ${round2(own.at(-1) ?? 0)}`,
    target,
    "rendered by React": plain.length === 0 ? "" : round2(median(plain)),
    "ours req/s": middle("ours", "requestsPerSecond"),
    "floor req/s": middle("floor", "requestsPerSecond"),
    "strings req/s": middle("strings", "requestsPerSecond"),
    "ours CPU µs": middle("ours", "cpuPerRequest", 1),
    "floor CPU µs": middle("floor", "cpuPerRequest", 1),
    "strings CPU µs": middle("strings", "cpuPerRequest", 1),
    "p50 ms": middle("ours", "p50", 2),
    "p99 ms": middle("ours", "p99", 2),
    "floor p99 ms": middle("floor", "p99", 2),
  };
}

/** A comparison is worth something only if both send the same: status, headers and bytes. */
async function assertSameAnswer(a: BenchServer, b: BenchServer, measured: Case): Promise<void> {
  const [one, two] = await Promise.all([describe(a, measured), describe(b, measured)]);
  if (one === two) return;
  let at = 0;
  while (one[at] === two[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 100), at + 100);
  throw new Error(`Two servers differ on ${measured.path}:\n${around(one)}\n---\n${around(two)}`);
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
