import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isolate } from "./isolated-artefact.ts";
import { planSmoke, type SmokeSubject } from "./plan.ts";
import { startArtefact } from "./server.ts";
import { send } from "./smoke-test.ts";

const ORDER_FILE = "app.order";

/**
 * Runs an executable as the smoke test does, and records which functions a start and the first pages need.
 *
 * @param executable absolute path; made with bytecode, for this machine
 * @returns what Bun's `bytecodeOrder` takes
 * @throws an Error if it does not start, or leaves no record
 */
export async function recordProfile(
  executable: string,
  subject: SmokeSubject,
  base: string,
): Promise<Uint8Array> {
  const isolated = await isolate(executable, []);
  const file = join(isolated.workingDirectory, ORDER_FILE);
  try {
    const server = await startArtefact(isolated, { BUN_BYTECODE_ORDER_OUT: file, SHUTDOWN_TIMEOUT: "2" });
    for (const request of planSmoke(subject)) await send(server, base, request);
    // Bun writes the record when a program ends normally.
    await server.stop("SIGTERM");
    return await readFile(file);
  } finally {
    await isolated.remove();
  }
}
