import { join } from "node:path";
import { buildOurs, startServer } from "./servers.ts";
import { Load } from "./steady-load.ts";

const ROUNDS = Number(process.env.SOAK_ROUNDS ?? 50);
const REPLACED = "All workers were replaced.";

const entry = join(buildOurs("soak-app"), "server/index.js");
await using server = await startServer(entry, { WORKERS: "2" });
const load = new Load(`${server.url}/api/rows`);
for (let round = 1; round <= ROUNDS; round++) {
  process.kill(server.pid, "SIGHUP");
  while (server.output().split(REPLACED).length <= round) await Bun.sleep(50);
}
const { requests, failures } = await load.end();
process.kill(server.pid, "SIGTERM");
const code = await server.exited;
console.log(`${ROUNDS} replacements of 2 workers under load: ${requests} requests, ${failures.length} lost.`);
for (const failure of failures.slice(0, 10)) console.error(`Lost: ${failure}`);
const isUnsure = server.output().includes("HAND_OVER_UNSURE");
if (code !== 0 || isUnsure)
  console.error(`Not right: exit code ${code}, sure of every connection: ${!isUnsure}`);
process.exit(failures.length === 0 && code === 0 && !isUnsure ? 0 : 1);
