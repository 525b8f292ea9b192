import type { Ending, WorkerProcess } from "./worker-process.ts";

/** Who takes whose place. */
export interface HandOver {
  old: WorkerProcess | undefined;
  /** The worker that began to listen last. */
  next: WorkerProcess;
  /** How many processes listen, with these two. */
  listeners: number;
}

/**
 * Lets an old worker end, and keeps new connections away from it while it closes its socket: those in its queue would be reset.
 *
 * @returns why connections may have been lost; `undefined` if none were
 */
export async function handOver({ old, next, listeners }: HandOver): Promise<string | undefined> {
  if (!old || old.hasEnded) return undefined;
  if (!old.accepts) {
    old.drain("SIGHUP", true);
    return undefined;
  }
  const steered = next.mail.next("steered");
  next.send({ kind: "steer", listeners });
  const state = await steered;
  // The new one is gone, so the old one stays.
  if (!state) return undefined;
  const closed = old.mail.next("closed");
  old.drain("SIGHUP", true);
  await closed;
  const released = next.mail.next("released");
  next.send({ kind: "release" });
  await released;
  return state.problem;
}

/** How a process ended, in words. */
export function nameEnding({ code, signal }: Ending): string {
  return signal === null ? `exit code ${code}` : signal;
}
