/**
 * What telemetry costs a small page: processor time of the server per request, each way in turns, beside the same app without it.
 *
 * `BENCH_BEFORE` adds another build of the app, such as one by an earlier version of Bunsen: the path of its
 * `server/index.js`.
 */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "./load.ts";
import { median } from "./numbers.ts";
import { type BenchServer, buildOurs, startServer } from "./servers.ts";
import { cpuMicroseconds } from "./usage.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);
const APP = "telemetry-app";
/** The same app, which does not depend on the API. */
const PLAIN_APP = `${APP}-plain`;

const traced = join(buildOurs(APP), "server/index.js");
const plain = join(buildPlain(), "server/index.js");
const { BENCH_BEFORE: before } = process.env;

const ways: Record<string, { script: string; environment?: Record<string, string> }> = {
  absent: { script: plain },
  ...(before !== undefined && { before: { script: before } }),
  "metrics only": { script: plain, environment: { METRICS: "1" } },
  "API without SDK": { script: traced },
  "SDK, 1 % sampled": { script: traced, environment: { SAMPLED: "0.01" } },
  "SDK, all sampled": { script: traced, environment: { SAMPLED: "1" } },
};

await using servers = new AsyncDisposableStack();
const started = new Map<string, BenchServer>();
for (const [name, { script, environment }] of Object.entries(ways))
  started.set(name, servers.use(await startServer(script, environment ?? {})));
for (const { url } of started.values()) load(`${url}/`, 1);
const names = [...started.keys()];
const rounds = Array.from({ length: ROUNDS }, (_, index) => {
  const from = index % names.length;
  return new Map([...names.slice(from), ...names.slice(0, from)].map((name) => [name, measure(name)]));
});
console.table(
  names.map((name) => {
    const ratios = rounds
      .map((round) => (round.get(name) ?? Number.NaN) / (round.get("absent") ?? Number.NaN))
      .sort((a, b) => a - b);
    return {
      telemetry: name,
      "CPU µs": median(rounds.map((round) => round.get(name) ?? Number.NaN)).toFixed(1),
      "ratio to absent": median(ratios).toFixed(3),
      spread: `${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`,
    };
  }),
);

/** Microseconds per request. */
function measure(name: string): number {
  const server = started.get(name);
  if (!server) throw new Error(`there is no server for ${name}`);
  const begun = cpuMicroseconds(server.pid);
  const { requestsPerSecond } = load(`${server.url}/`, SECONDS);
  return (cpuMicroseconds(server.pid) - begun) / (requestsPerSecond * SECONDS);
}

function buildPlain(): string {
  rmSync(join(import.meta.dir, PLAIN_APP), { recursive: true, force: true });
  const directory = join(import.meta.dir, PLAIN_APP);
  const source = join(import.meta.dir, APP);
  cpSync(source, directory, { recursive: true, filter: (path) => !/\/(dist|\.bunsen)$/.test(path) });
  rmSync(join(directory, "src/instrumentation.server.ts"));
  writeFileSync(
    join(directory, "package.json"),
    '{ "name": "bench-plain", "private": true, "type": "module" }\n',
  );
  return buildOurs(PLAIN_APP);
}
