import { isSmokeTest } from "../contract/build-phase.ts";
import { setPeers } from "../contract/peers.ts";
import { workerIndex } from "../contract/worker-process.ts";
import { listenErrors } from "../diagnostics/listen-errors.ts";
import { setLogFields } from "../diagnostics/log.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { WorkerLink } from "../workers/worker-link.ts";
import { listenAddress } from "./listen.ts";
import { stopSeconds } from "./shutdown.ts";

/** The link to the supervisor of this process; `undefined` if it has none. To be called before the app is asked for anything. */
export function joinSupervisor(): WorkerLink | undefined {
  const index = workerIndex();
  if (index === undefined) return undefined;
  setLogFields({ worker: index });
  // A terminal that is closed tells all of its processes.
  process.on("SIGHUP", () => undefined);
  const link = new WorkerLink(index);
  setPeers(link);
  return link;
}

/**
 * Refuses what several processes cannot share, and tells the supervisor what the app asks for.
 *
 * @throws {BunsenError} CANNOT_SHARE_PORT, WORKERS_UNKNOWN
 */
export function checkSharing(settings: ServerSettings, link: WorkerLink | undefined): void {
  if (!link) {
    if (!isSmokeTest()) refuseWorkers(settings.workers);
    return;
  }
  if ("unix" in listenAddress(settings)) throw listenErrors.cannotSharePort("a Unix socket has one listener");
  if (settings.options.serve?.http3)
    throw listenErrors.cannotSharePort("a connection of HTTP/3 belongs to one process");
  link.loaded(settings.workers, stopSeconds(settings.shutdown));
}

/** A process without a supervisor serves alone. */
function refuseWorkers(workers: number | undefined): void {
  if (workers === undefined) return;
  if (process.platform === "linux") throw listenErrors.workersUnknown(workers);
  if (workers > 1) throw listenErrors.cannotSharePort("only Linux spreads connections over processes");
}
