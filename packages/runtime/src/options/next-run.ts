import type { CronJob } from "../api/cron.ts";

/**
 * The first time after `after` for which a job is scheduled, in milliseconds since 1970.
 *
 * @returns `undefined` if there is none in the next eight years
 * @throws an Error of Bun for a line that is no schedule, and for an unknown time zone
 */
export function nextRun(
  { schedule, timeZone = "UTC" }: Omit<CronJob, "run">,
  after: number,
): number | undefined {
  return Bun.cron.parse(schedule, after, { tz: timeZone })?.getTime();
}
