/** A job whose time comes much later than another one's is not taken for the same run: a clock was set. */
const SET_BACK_MILLISECONDS = 60_000;

interface JobRun<Holder> {
  scheduledAt: number;
  /** `undefined` once it has ended. */
  holder: Holder | undefined;
}

/** Which worker runs a job: one at a time, and each time once. */
export class JobClaims<Holder> {
  readonly #runs = new Map<string, JobRun<Holder>>();

  /** @returns whether the run is the holder's */
  claim(name: string, scheduledAt: number, holder: Holder): boolean {
    const last = this.#runs.get(name);
    if (last?.holder !== undefined) return false;
    // After a clock was set back the schedule follows it.
    if (last && scheduledAt <= last.scheduledAt && scheduledAt > last.scheduledAt - SET_BACK_MILLISECONDS)
      return false;
    this.#runs.set(name, { scheduledAt, holder });
    return true;
  }

  release(name: string, holder: Holder): void {
    const run = this.#runs.get(name);
    if (run?.holder === holder) run.holder = undefined;
  }

  /** Ends all runs of a holder that is gone. */
  releaseAll(holder: Holder): void {
    for (const run of this.#runs.values()) if (run.holder === holder) run.holder = undefined;
  }
}
