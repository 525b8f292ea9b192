import { isSmokeTest } from "../contract/build-phase.ts";
import { HEALTH_FLAG } from "../contract/health-flag.ts";
import { enterWorker, workerIndex } from "../contract/worker-process.ts";
import { BunsenError } from "../diagnostics/errors.ts";
import { log } from "../diagnostics/log.ts";
import { numberOfWorkers, readWorkerCount } from "../options/workers.ts";
import { Supervisor } from "./supervisor.ts";

/**
 * Runs this process as the supervisor of workers, if there are to be any: then it never resolves, and the app is not loaded.
 *
 * @param entry the script that workers run; an executable runs itself
 * @param isAsked whether the app's options ask for workers, of which `WORKERS` may still make another number
 */
export async function supervise(entry: string, isAsked: boolean): Promise<void> {
  enterWorker();
  const isOther = workerIndex() !== undefined || isSmokeTest() || process.argv.includes(HEALTH_FLAG);
  if (isOther || process.platform !== "linux") return;
  const wanted = countOrExit();
  if (wanted === undefined && !isAsked) return;
  const supervisor = new Supervisor({
    command: workerCommand(entry),
    count: (asked) => (wanted === undefined ? (asked ?? 1) : numberOfWorkers(wanted)),
    exit: (code) => process.exit(code),
  });
  process.on("SIGTERM", (signal) => supervisor.stop(signal));
  process.on("SIGINT", (signal) => supervisor.stop(signal));
  process.on("SIGHUP", () => void supervisor.replace());
  await supervisor.start();
  await new Promise(() => undefined);
}

function countOrExit(): ReturnType<typeof readWorkerCount> {
  try {
    return readWorkerCount(process.env);
  } catch (error) {
    if (!(error instanceof BunsenError)) throw error;
    log.error(error.message);
    process.exit(1);
  }
}

function workerCommand(entry: string): string[] {
  const program = Bun.isStandaloneExecutable ? [] : [...process.execArgv, entry];
  return [process.execPath, ...program, ...process.argv.slice(2)];
}
