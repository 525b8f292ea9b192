import { type BenchServer, startOurs } from "./servers.ts";
import { loadUntilGone } from "./shutdown-load.ts";
import { type HeapSample, judgeMemory, lowest, megabytes } from "./soak-memory.ts";
import { soakCases, soakRound } from "./soak-requests.ts";

const REQUESTS = Number(process.env.SOAK_REQUESTS ?? 100_000);
const ROUNDS = 10;

const server = await startOurs("soak-app");
const problems: string[] = [];
try {
  const page = await (await fetch(server.url)).text();
  const cases = soakCases(/src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? "/no-script");
  // Caches fill and code is compiled before anything is compared.
  await soakRound(server.url, cases, Math.max(2000, REQUESTS / ROUNDS));
  const before = await readHeap(server);
  const samples: HeapSample[] = [];
  let aborted = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const result = await soakRound(server.url, cases, REQUESTS / ROUNDS);
    aborted += result.aborted;
    problems.push(...result.wrong.slice(0, 3));
    samples.push(await readHeap(server));
  }
  console.table([before, ...samples].map((sample, round) => sampleRow((REQUESTS / ROUNDS) * round, sample)));
  const verdict = judgeMemory(before, lowest(samples.slice(-3)), REQUESTS);
  problems.push(...verdict.problems);
  console.log(`${REQUESTS} requests, ${aborted} left by the client. The types that grew most:`);
  console.table(verdict.grown.slice(0, 8));
  problems.push(...(await stopUnderLoad(server)));
} finally {
  await server[Symbol.asyncDispose]();
}
for (const problem of problems) console.error(`Not right: ${problem}`);
console.log(problems.length === 0 ? "Memory is flat." : "The soak test failed.");
process.exit(problems.length === 0 ? 0 : 1);

async function readHeap({ url }: BenchServer): Promise<HeapSample> {
  return (await (await fetch(`${url}/api/heap`)).json()) as HeapSample;
}

function sampleRow(requests: number, { objects, heapBytes, rssBytes }: HeapSample) {
  return { requests, objects, "heap MB": megabytes(heapBytes), "RSS MB": megabytes(rssBytes) };
}

/** SIGTERM in the middle of requests: each one that was begun must get its whole answer. */
async function stopUnderLoad({ url, pid, output, exited }: BenchServer): Promise<string[]> {
  const begunBefore = await countBegun(url);
  const paths = ["/", "/streamed", "/api/rows", "/api/events"];
  const load = loadUntilGone({ port: Number(new URL(url).port), paths, keepAlive: 32, oneShot: 32 });
  await Bun.sleep(1000);
  process.kill(pid, "SIGTERM");
  const result = await load;
  const code = await exited;
  const begun = Number(/begun=(\d+)/.exec(output())?.[1]) - begunBefore;
  console.log("SIGTERM under load:");
  console.table([{ begun, ...result, "exit code": code }]);
  const faults: string[] = [];
  if (code !== 0) faults.push(`exit code ${code} after SIGTERM`);
  if (result.cut + result.unwarned > 0 || result.whole !== begun) {
    faults.push(
      `SIGTERM under load: of ${begun} requests that were begun, ${result.whole} got a whole answer; ` +
        `${result.unwarned} kept connections were closed without a warning`,
    );
  }
  return faults;
}

async function countBegun(url: string): Promise<number> {
  const { begun } = (await (await fetch(`${url}/api/begun`)).json()) as { begun: number };
  return begun;
}
