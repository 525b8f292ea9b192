/** Set by a supervisor for each worker that it starts: the number of the worker, from 0. */
export const WORKER_VARIABLE = "BUNSEN_WORKER";

/** On the global object: a build has the code of the supervisor and the app in two bundles. */
const WORKER = Symbol.for("bunsen.worker");

const holder = globalThis as { [WORKER]?: number };

/** Notes that a supervisor has started this process. To be called first, so that what the app starts is not taken for a worker. */
export function enterWorker(): void {
  const index = process.env[WORKER_VARIABLE];
  if (index === undefined) return;
  delete process.env[WORKER_VARIABLE];
  // Without its channel nothing would ever tell it to listen.
  if (process.send !== undefined) holder[WORKER] = Number(index);
}

/** The number of the worker that this process is; `undefined` without a supervisor. */
export function workerIndex(): number | undefined {
  return holder[WORKER];
}
