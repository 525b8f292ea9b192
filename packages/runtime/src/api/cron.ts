/** What the `run` function of a job gets. */
export interface CronRun {
  /** The name of the job. */
  name: string;
  /** The time for which the run was scheduled; the run may begin a little later. */
  scheduledAt: Date;
  /**
   * Aborts when the server begins to shut down, when the claim on this run is lost to another instance (with a shared store), and
   * in development when `src/server.ts` is loaded again.
   */
  signal: AbortSignal;
}

/** A job of the `cron` option of `defineServer`. */
export interface CronJob {
  /**
   * When to run: five fields (minute, hour, day of month, month, day of week), such as `"0 3 * * *"`, or a nickname such as
   * `"@hourly"`, as `Bun.cron` takes them. If both days are given, either counts (POSIX crontab).
   */
  schedule: string;
  /** The IANA time zone of `schedule`, such as `"Europe/Berlin"`. Default `"UTC"`. */
  timeZone?: string;
  /** Does the work. The next run begins after it has settled. What it throws is logged. */
  run: (run: CronRun) => unknown;
}
