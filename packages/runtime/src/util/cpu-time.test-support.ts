/**
 * Milliseconds that this process computes for `work`. Unlike the time on a clock, it does not grow with what else the
 * machine does.
 */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The same for the fastest of five runs: compilers and garbage collectors run in between. */
export function leastCpuTime(work: () => void): number {
  return Math.min(...Array.from({ length: 5 }, () => cpuTime(work)));
}
