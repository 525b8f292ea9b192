import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Ends what test runs that no longer exist have left: a run's directory is named after its process (`run-<pid>`) and
 * holds a file per process group it started.
 */
export function removeLeftovers(temporaryDirectory) {
  if (!existsSync(temporaryDirectory)) return;
  for (const name of readdirSync(temporaryDirectory)) {
    const owner = /^run-(\d+)$/.exec(name)?.[1];
    if (owner && !isRunning(Number(owner))) removeRun(join(temporaryDirectory, name));
  }
}

/** Ends the processes of one run and removes its directory, and the one outside that its file `outside` names. */
export function removeRun(runDirectory) {
  const processes = join(runDirectory, "processes");
  if (existsSync(processes)) {
    for (const pid of readdirSync(processes)) {
      endGroup(Number(pid), readFileSync(join(processes, pid), "utf8"));
    }
  }
  const outside = join(runDirectory, "outside");
  if (existsSync(outside)) remove(readFileSync(outside, "utf8"));
  remove(runDirectory);
}

function remove(directory) {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

/** When the process started, in kernel ticks: tells it from a later one with its number. Empty off Linux. */
export function processStart(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function endGroup(pid, startedAt) {
  const startNow = processStart(pid);
  const isAnother = startNow !== "" && startNow !== startedAt;
  if (!isAnother) signal(-pid, "SIGKILL");
}

function isRunning(pid) {
  return signal(pid, 0);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
