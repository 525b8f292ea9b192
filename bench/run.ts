/** `npm run bench`: requests per second of a built app, beside a hand-written `Bun.serve` that sends the same bytes. */
import { join } from "node:path";
import { type Case, ENDPOINT, fileCases, PAGES } from "./cases.ts";
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

/** The servers that are compared. The first one of a case is its yardstick. */
interface Servers {
  floor: BenchServer;
  /** The same bytes with nothing but a content type. */
  bare: BenchServer;
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
const files = fileCases(await findScript(ours));
const frames: Record<string, unknown> = {};
for (const { path } of [...PAGES, ENDPOINT]) frames[path] = await readFrame(ours, path);
const bodies: Record<string, unknown> = {};
for (const { path, accept = "identity" } of files) {
  // A coding of a cached page is made when it is asked for a second time.
  for (let time = 0; time < 3; time++) bodies[path] = await readFile(ours, path, accept);
}
const given = { FLOOR: JSON.stringify(frames), FLOOR_FILES: JSON.stringify(bodies) };
const floorScript = join(import.meta.dir, "floor.tsx");
await using floor = await startServer(floorScript, given);
await using bare = await startServer(floorScript, { ...given, FLOOR_BARE: "1" });
await using strings = await startServer(floorScript, { ...given, FLOOR_STRINGS: "1" });
const servers: Servers = { floor, bare, ours, plain, strings };

const results: ReturnType<typeof summarize>[] = [];
for (const measured of PAGES) {
  const names: Name[] = ["floor", "ours", "plain"];
  await measureCase(measured, measured.hasStrings ? [...names, "strings"] : names, "headers");
}
for (const measured of [ENDPOINT, ...files]) await measureCase(measured, ["bare", "ours"], "bodies");
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

/** @param compared what all servers send, byte for byte */
async function measureCase(measured: Case, names: Name[], compared: "headers" | "bodies"): Promise<void> {
  if (!measured.name.includes(ONLY)) return;
  const [yardstick = "floor"] = names;
  for (const name of names) {
    await assertSameAnswer(servers[name], servers[yardstick], measured, compared);
    load(servers[name].url + measured.path, 1, measured.accept);
  }
  const rounds = Array.from({ length: ROUNDS }, (_, index) => round(measured, names, index));
  results.push(summarize(measured, yardstick, rounds));
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

function summarize({ name, target }: Case, yardstick: Name, rounds: Map<Name, Measurement>[]) {
  const column = (server: Name, key: keyof Measurement) =>
    rounds.flatMap((round) => round.get(server)?.[key] ?? []);
  const middle = (server: Name, key: keyof Measurement, digits = 0) => {
    const values = column(server, key);
    return values.length === 0 ? "" : Number(median(values).toFixed(digits));
  };
  const ratios = (server: Name) =>
    rounds
      .flatMap((round) => {
        const [one, other] = [round.get(server), round.get(yardstick)];
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
    yardstick: yardstick === "bare" ? "bare handler" : "floor",
    "templates off": plain.length === 0 ? "" : round2(median(plain)),
    "ours req/s": middle("ours", "requestsPerSecond"),
    "yardstick req/s": middle(yardstick, "requestsPerSecond"),
    "strings req/s": middle("strings", "requestsPerSecond"),
    "ours CPU µs": middle("ours", "cpuPerRequest", 1),
    "yardstick CPU µs": middle(yardstick, "cpuPerRequest", 1),
    "strings CPU µs": middle("strings", "cpuPerRequest", 1),
    "p50 ms": middle("ours", "p50", 2),
    "p99 ms": middle("ours", "p99", 2),
    "yardstick p99 ms": middle(yardstick, "p99", 2),
  };
}

/** A comparison is worth something only if both send the same: status, bytes, and, where they are compared, headers. */
async function assertSameAnswer(
  a: BenchServer,
  b: BenchServer,
  measured: Case,
  compared: "headers" | "bodies",
): Promise<void> {
  const [one, two] = await Promise.all([describe(a, measured, compared), describe(b, measured, compared)]);
  if (one === two) return;
  let at = 0;
  while (one[at] === two[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 100), at + 100);
  throw new Error(`Two servers differ on ${measured.path}:\n${around(one)}\n---\n${around(two)}`);
}

async function describe(
  server: BenchServer,
  { path, accept = "identity" }: Case,
  compared: "headers" | "bodies",
): Promise<string> {
  const response = await fetch(server.url + path, {
    headers: { "accept-encoding": accept },
    decompress: false,
  });
  const body = Buffer.from(await response.bytes())
    .toString("latin1")
    .replaceAll(server.url, "")
    // Two builds of the same app.
    .replace(/ data-build="\w+"/, "");
  if (compared === "bodies") return `${response.status}\n\n${body}`;
  const headers = [...response.headers]
    .filter(([name]) => name !== "date" && name !== "age" && name !== "content-length")
    .map((line) => line.join(": "));
  return `${response.status}\n${headers.sort().join("\n")}\n\n${body}`;
}
