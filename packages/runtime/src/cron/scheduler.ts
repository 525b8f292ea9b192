import type { CronJob } from "../api/cron.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { type ClaimRun, ScheduledJob } from "./scheduled-job.ts";
import { type CronClock, systemClock } from "./timer.ts";

/** The jobs of an app. */
export class CronScheduler {
  readonly #jobs: readonly ScheduledJob[];

  constructor(
    jobs: Readonly<Record<string, CronJob>>,
    claim: ClaimRun,
    { clock = systemClock, tracing }: { clock?: CronClock; tracing?: Tracing | undefined } = {},
  ) {
    this.#jobs = Object.entries(jobs).map(
      ([name, job]) => new ScheduledJob(name, job, { clock, claim, tracing }),
    );
  }

  start(): void {
    for (const job of this.#jobs) job.start();
  }

  /** Begins no more runs, and aborts the signals of those that are going on. */
  stop(): void {
    for (const job of this.#jobs) job.stop();
  }

  get jobs(): readonly Pick<ScheduledJob, "name" | "counts">[] {
    return this.#jobs;
  }

  /** The names of the jobs that are running. */
  get running(): string[] {
    return this.#jobs.filter((job) => job.running).map(({ name }) => name);
  }

  /** Resolves when the runs of now have ended. */
  async settle(): Promise<void> {
    await Promise.all(this.#jobs.map((job) => job.running));
  }
}
