import type { JobClaim } from "../api/cache-store.ts";
import type { CronJob, CronRun } from "../api/cron.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents, logWarning } from "../diagnostics/log-events.ts";
import { nextRun } from "../options/next-run.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import type { CronClock } from "./timer.ts";

/** Milliseconds between two looks at the clock, which may have been set, or have stood still while the machine slept. */
const LOOK_MILLISECONDS = 60_000;
/** A clock that was set back by less does not repeat a run. */
const SET_BACK_MILLISECONDS = 60_000;
/** Seconds that a claim lasts unless it is renewed. */
const CLAIM_SECONDS = 30;
const RENEW_MILLISECONDS = 10_000;
const MOST_TRIES = 4;
const RETRY_MILLISECONDS = 1000;

/** Asks the store that instances share for one run of a job; "alone" where there is none. */
export type ClaimRun = (
  name: string,
  scheduledAt: number,
  seconds: number,
) => Promise<JobClaim | "alone" | "taken" | "failed">;

/** What jobs of an app share. */
export interface JobSurroundings {
  readonly clock: CronClock;
  readonly claim: ClaimRun;
  readonly tracing: Tracing | undefined;
}

/** Runs one job at its times, one run after the other. */
export class ScheduledJob {
  readonly #name: string;
  readonly #job: CronJob;
  readonly #clock: CronClock;
  readonly #claim: ClaimRun;
  readonly #tracing: Tracing | undefined;
  readonly #controller = new AbortController();
  #stopTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;
  /** The time for which the last run was scheduled. */
  #last = Number.NEGATIVE_INFINITY;
  #runs = 0;
  #failures = 0;
  #succeededAt: number | undefined;

  constructor(name: string, job: CronJob, { clock, claim, tracing }: JobSurroundings) {
    this.#name = name;
    this.#job = job;
    this.#clock = clock;
    this.#claim = claim;
    this.#tracing = tracing;
  }

  get name(): string {
    return this.#name;
  }

  /** What happened in this process; `succeededAt` in milliseconds since 1970. */
  get counts(): { runs: number; failures: number; succeededAt: number | undefined } {
    return { runs: this.#runs, failures: this.#failures, succeededAt: this.#succeededAt };
  }

  /** Waits for the next time. */
  start(): void {
    const now = this.#clock.now();
    // Timers may be early, and clocks are set back a little every day: neither runs the same time twice.
    const after = now > this.#last - SET_BACK_MILLISECONDS ? Math.max(now, this.#last) : now;
    const due = nextRun(this.#job, after);
    if (due !== undefined) this.#wait(due, now);
  }

  /** Begins no more runs, and aborts the signal of the current one. */
  stop(): void {
    this.#stopTimer?.();
    this.#controller.abort(new DOMException("The server stops.", "AbortError"));
  }

  /** Resolves when the current run has ended; `undefined` if there is none. */
  get running(): Promise<void> | undefined {
    return this.#running;
  }

  #wait(due: number, seen: number): void {
    if (this.#controller.signal.aborted) return;
    this.#stopTimer = this.#clock.after(Math.min(Math.max(due - seen, 0), LOOK_MILLISECONDS), () => {
      const now = this.#clock.now();
      if (now >= due) this.#begin(due);
      else if (now < seen - SET_BACK_MILLISECONDS) this.start();
      else this.#wait(due, now);
    });
  }

  #begin(due: number): void {
    this.#last = due;
    this.#running = this.#runOnce(due).finally(() => {
      this.#running = undefined;
      if (!this.#controller.signal.aborted) this.start();
    });
  }

  /** Never rejects. */
  async #runOnce(scheduledAt: number): Promise<void> {
    const claim = await this.#claimRun(scheduledAt);
    if (claim === "failed") logWarning(logEvents.cronSkipped(this.#name));
    if (claim === "failed" || claim === "taken" || this.#controller.signal.aborted) return;
    const own = claim === "alone" ? undefined : new OwnClaim(claim, this.#name);
    const signal = own ? AbortSignal.any([this.#controller.signal, own.signal]) : this.#controller.signal;
    const begun = performance.now();
    this.#runs += 1;
    try {
      await this.#call({ name: this.#name, scheduledAt: new Date(scheduledAt), signal });
      this.#succeededAt = this.#clock.now();
    } catch (error) {
      this.#fail(error, performance.now() - begun);
    } finally {
      await own?.end();
    }
  }

  #call(run: CronRun): unknown {
    if (!this.#tracing) return this.#job.run(run);
    return this.#tracing.job({ name: `cron ${this.#name}` }, () => this.#job.run(run));
  }

  /** A store that does not answer is asked again: a job that runs once a day is worth some seconds. */
  async #claimRun(scheduledAt: number): ReturnType<ClaimRun> {
    for (let tries = 1; ; tries++) {
      const claim = await this.#claim(this.#name, scheduledAt, CLAIM_SECONDS);
      if (claim !== "failed" || tries === MOST_TRIES || this.#controller.signal.aborted) return claim;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#clock.after(RETRY_MILLISECONDS, resolve);
      await promise;
    }
  }

  #fail(error: unknown, milliseconds: number): void {
    if (this.#controller.signal.aborted && error === this.#controller.signal.reason) {
      log.info(`The job ${this.#name} was stopped.`);
      return;
    }
    this.#failures += 1;
    logError(logEvents.cronFailed(this.#name), {
      failures: this.#failures,
      runs: this.#runs,
      ms: Math.round(milliseconds),
      ...errorFields(error),
    });
  }
}

/** A claim that is renewed while the run goes on. */
class OwnClaim {
  readonly #claim: JobClaim;
  readonly #name: string;
  readonly #controller = new AbortController();
  readonly #timer: Timer;
  /** On the clock of `performance.now()`. */
  #renewedAt = performance.now();

  constructor(claim: JobClaim, name: string) {
    this.#claim = claim;
    this.#name = name;
    this.#timer = setInterval(() => void this.#renew(), RENEW_MILLISECONDS);
  }

  /** Aborts when another instance may have the run. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    // Without the store it ends by itself.
    await Promise.try(() => this.#claim.release()).catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const begun = performance.now();
    const isOurs = await Promise.try(() => this.#claim.renew()).catch(() => undefined);
    if (isOurs) this.#renewedAt = begun;
    const isLost = isOurs === false || performance.now() - this.#renewedAt > CLAIM_SECONDS * 1000;
    if (!isLost || this.#controller.signal.aborted) return;
    clearInterval(this.#timer);
    logWarning(logEvents.cronClaimLost(this.#name));
    this.#controller.abort(new DOMException("Another instance may run this job.", "AbortError"));
  }
}
