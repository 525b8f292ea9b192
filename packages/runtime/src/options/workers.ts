import { errors } from "../diagnostics/errors.ts";
import { showValue } from "./checks.ts";

/** More would be a mistake: each one holds the whole app in memory. */
const MAXIMUM_WORKERS = 256;

/** What `WORKERS` and `serve.workers` take. */
export const WORKERS_EXPECTED = `"auto" or a number of processes from 1 to ${MAXIMUM_WORKERS}`;

/** How many processes serve: a number, or one per processor. */
export type WorkerCount = number | "auto";

export function isWorkerCount(value: unknown): value is WorkerCount {
  return (
    value === "auto" || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAXIMUM_WORKERS)
  );
}

/**
 * What `WORKERS` says. An empty one counts as unset.
 *
 * @throws {BunsenError} INVALID_ENVIRONMENT
 */
export function readWorkerCount({
  WORKERS: text,
}: Record<string, string | undefined>): WorkerCount | undefined {
  if (text === undefined || text === "") return undefined;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (!isWorkerCount(count)) throw errors.invalidEnvironment("WORKERS", showValue(text), WORKERS_EXPECTED);
  return count;
}

/** The number of processes that a count means on this machine. */
export function numberOfWorkers(count: WorkerCount): number {
  return count === "auto" ? Math.min(processors(), MAXIMUM_WORKERS) : count;
}

/** Those that this process may use; a container's time limit counts, too. */
function processors(): number {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const limit = processorLimit((file) => readFileSync(`/sys/fs/cgroup/${file}`, "utf8"));
  return Math.max(1, Math.min(navigator.hardwareConcurrency, Math.ceil(limit)));
}

/**
 * Processors' worth of time that the control group of a container has (cgroups(7)); infinite without a limit.
 *
 * @param read gives a file of the control group; throws where there is none
 */
export function processorLimit(read: (file: string) => string): number {
  const numbers = (file: string): number[] => {
    try {
      return read(file).trim().split(/\s+/).map(Number);
    } catch {
      // Another version of control groups, or no Linux.
      return [];
    }
  };
  const [quota = Number.NaN, period = Number.NaN] = numbers("cpu.max");
  const [oldQuota = Number.NaN] = numbers("cpu/cpu.cfs_quota_us");
  const [oldPeriod = Number.NaN] = numbers("cpu/cpu.cfs_period_us");
  const limits = [quota / period, oldQuota / oldPeriod].filter((limit) => limit > 0);
  return Math.min(...limits, Number.POSITIVE_INFINITY);
}
