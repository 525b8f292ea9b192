/** Set by a supervisor for each worker that it starts: the number of the worker, from 0. */
export const WORKER_VARIABLE = "BUNSEN_WORKER";

/** Set by a supervisor: random, the same for all of its workers. */
export const WORKER_SECRET_VARIABLE = "BUNSEN_WORKER_SECRET";

/** On the global object: a build has the code of the supervisor and the app in two bundles. */
const WORKER = Symbol.for("bunsen.worker");

const holder = globalThis as { [WORKER]?: { index: number; secret: string | undefined } };

/** Notes that a supervisor has started this process. To be called first, so that what the app starts is not taken for a worker. */
export function enterWorker(): void {
  const index = process.env[WORKER_VARIABLE];
  if (index === undefined) return;
  const secret = process.env[WORKER_SECRET_VARIABLE];
  delete process.env[WORKER_VARIABLE];
  delete process.env[WORKER_SECRET_VARIABLE];
  // Without its channel nothing would ever tell it to listen.
  if (process.send !== undefined) holder[WORKER] = { index: Number(index), secret };
}

/** The number of the worker that this process is; `undefined` without a supervisor. */
export function workerIndex(): number | undefined {
  return holder[WORKER]?.index;
}

/** What all workers of a supervisor know, and nobody else; `undefined` without a supervisor. */
export function workerSecret(): string | undefined {
  return holder[WORKER]?.secret;
}
