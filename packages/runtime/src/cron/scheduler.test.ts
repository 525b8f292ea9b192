import { describe, expect, test, vi } from "vitest";
import type { CronJob, CronRun } from "../api/cron.ts";
import { log } from "../diagnostics/log.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import type { ClaimRun } from "./scheduled-job.ts";
import { CronScheduler } from "./scheduler.ts";

const MINUTE = 60_000;
const NOON = Date.parse("2026-03-01T12:00:00Z");

/** A clock that the test sets, with timers that are as late as it says. */
class TestClock {
  time: number;
  readonly #timers = new Set<{ due: number; callback: () => void }>();
  /** Milliseconds since the start, which nobody sets. */
  #elapsed = 0;

  constructor(time = NOON) {
    this.time = time;
  }

  now = () => this.time;

  after = (milliseconds: number, callback: () => void) => {
    const timer = { due: this.#elapsed + milliseconds, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  async pass(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.due - b.due);
      if (!next || next.due > end) break;
      this.#go(next.due);
      this.#timers.delete(next);
      next.callback();
      await settled();
    }
    this.#go(end);
  }

  #go(to: number): void {
    this.time += to - this.#elapsed;
    this.#elapsed = to;
  }
}

/** Until promises that wait for nothing have settled. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function schedule(
  job: Omit<CronJob, "run"> & { run?: CronJob["run"] },
  {
    time = NOON,
    claim = async () => "alone" as const as Awaited<ReturnType<ClaimRun>>,
    tracing,
  }: { time?: number; claim?: ClaimRun; tracing?: Tracing } = {},
) {
  const clock = new TestClock(time);
  const runs: CronRun[] = [];
  const run = (given: CronRun) => {
    runs.push(given);
    return job.run?.(given);
  };
  const scheduler = new CronScheduler({ job: { ...job, run } }, claim, { clock, tracing });
  scheduler.start();
  return {
    clock,
    scheduler,
    runs,
    times: () => runs.map(({ scheduledAt }) => scheduledAt.toISOString().slice(5, 16)),
  };
}

describe("a job runs", () => {
  test("in a trace of its own, and is counted", async () => {
    const parts: string[] = [];
    const job: Tracing["job"] = (part, work) => {
      parts.push(part.name);
      return work();
    };
    const run = () => {
      if (parts.length === 2) throw new Error("twice is enough");
    };
    const { clock, scheduler } = schedule(
      { schedule: "*/20 * * * *", run },
      { tracing: { job } as Partial<Tracing> as Tracing },
    );
    await clock.pass(45 * MINUTE);
    expect(parts).toEqual(["cron job", "cron job"]);
    expect(scheduler.jobs.map(({ name, counts }) => [name, counts.runs, counts.failures])).toEqual([
      ["job", 2, 1],
    ]);
    expect(scheduler.jobs[0]?.counts.succeededAt).toBeGreaterThan(0);
  });

  test("at its times, in UTC", async () => {
    const { clock, times, runs } = schedule({ schedule: "*/20 12,14 * * *" });
    await clock.pass(180 * MINUTE);
    expect(times()).toEqual(["03-01T12:20", "03-01T12:40", "03-01T14:00", "03-01T14:20", "03-01T14:40"]);
    expect(runs[0]?.name).toBe("job");
  });

  test("in its own time zone, also on the day that has no such hour", async () => {
    const { clock, times } = schedule(
      { schedule: "30 2 * * *", timeZone: "Europe/Berlin" },
      { time: Date.parse("2026-03-27T12:00:00Z") },
    );
    await clock.pass(3 * 24 * 60 * MINUTE);
    expect(times()).toEqual(["03-28T01:30", "03-29T01:30", "03-30T00:30"]);
  });

  test("a month later, for which no timer is long enough", async () => {
    const { clock, times } = schedule({ schedule: "0 0 1 4 *" });
    await clock.pass(32 * 24 * 60 * MINUTE);
    expect(times()).toEqual(["04-01T00:00"]);
  });

  test("once at a time: what falls into a run is left out", async () => {
    const ends: (() => void)[] = [];
    const { clock, times, scheduler } = schedule({
      schedule: "* * * * *",
      run: () => new Promise<void>((resolve) => ends.push(resolve)),
    });
    await clock.pass(3 * MINUTE);
    expect(times()).toEqual(["03-01T12:01"]);
    expect(scheduler.running).toEqual(["job"]);
    ends[0]?.();
    await settled();
    expect(scheduler.running).toEqual([]);
    await clock.pass(MINUTE);
    expect(times()).toEqual(["03-01T12:01", "03-01T12:04"]);
  });
});

describe("the clock", () => {
  test("jumps ahead: a missed time is made up for, once", async () => {
    const { clock, times } = schedule({ schedule: "0 * * * *" });
    clock.time += 5 * 60 * MINUTE;
    await clock.pass(MINUTE);
    expect(times()).toEqual(["03-01T13:00"]);
    await clock.pass(60 * MINUTE);
    expect(times()).toEqual(["03-01T13:00", "03-01T18:00"]);
  });

  test("is set back a little: no time runs twice", async () => {
    const { clock, times } = schedule({ schedule: "* * * * *", run: () => (clock.time -= 2000) });
    await clock.pass(3 * MINUTE);
    expect(new Set(times()).size).toBe(times().length);
    expect(times().length).toBeGreaterThan(1);
  });

  test("is set back by hours: the schedule follows it", async () => {
    const { clock, times } = schedule({ schedule: "0 * * * *" });
    await clock.pass(61 * MINUTE);
    clock.time -= 6 * 60 * MINUTE;
    await clock.pass(60 * MINUTE);
    expect(times()).toEqual(["03-01T13:00", "03-01T08:00"]);
  });
});

describe("a job that fails", () => {
  test("is logged with how often, and runs again", async () => {
    const error = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const { clock, runs } = schedule({
      schedule: "* * * * *",
      run: () => {
        throw new Error("no disk");
      },
    });
    await clock.pass(2 * MINUTE);
    expect(runs).toHaveLength(2);
    expect(error.mock.calls).toMatchObject([
      ["The job job of src/server.ts failed.", { code: "CRON_FAILED", failures: 1, runs: 1 }],
      ["The job job of src/server.ts failed.", { code: "CRON_FAILED", failures: 2, runs: 2 }],
    ]);
    error.mockRestore();
  });
});

describe("the end", () => {
  test("aborts the run, waits for it, and begins no other", async () => {
    const error = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const { clock, scheduler, runs } = schedule({
      schedule: "* * * * *",
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    });
    await clock.pass(MINUTE);
    scheduler.stop();
    expect(runs[0]?.signal.aborted).toBe(true);
    await scheduler.settle();
    await clock.pass(5 * MINUTE);
    expect(runs).toHaveLength(1);
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });

  test("before the first time", async () => {
    const { clock, scheduler, runs } = schedule({ schedule: "* * * * *" });
    scheduler.stop();
    await clock.pass(5 * MINUTE);
    expect(runs).toEqual([]);
  });
});

describe("where a store is shared", () => {
  test("a run is claimed with its time, and released", async () => {
    const release = vi.fn();
    const claim = vi.fn(async () => ({ renew: () => true, release }));
    const { clock, runs } = schedule({ schedule: "* * * * *" }, { claim });
    await clock.pass(MINUTE);
    expect(runs).toHaveLength(1);
    expect(claim).toHaveBeenCalledWith("job", NOON + MINUTE, 30);
    expect(release).toHaveBeenCalledOnce();
  });

  test("a run that another instance has is left out, and so is one of which the store cannot say", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const claim = vi.fn<ClaimRun>(async (_, at) => {
      if (at === NOON + MINUTE) return "taken";
      return at === NOON + 2 * MINUTE ? "failed" : "alone";
    });
    const { clock, times } = schedule({ schedule: "* * * * *" }, { claim });
    await clock.pass(3 * MINUTE);
    expect(times()).toEqual(["03-01T12:03"]);
    // It is asked again before a run is given up.
    expect(claim).toHaveBeenCalledTimes(1 + 4 + 1);
    expect(warn.mock.calls).toMatchObject([
      [expect.stringContaining("was not run"), { code: "CRON_SKIPPED" }],
    ]);
    warn.mockRestore();
  });

  test("a run whose claim is lost is told so", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    const { clock, runs, scheduler } = schedule(
      {
        schedule: "* * * * *",
        run: ({ signal }) =>
          new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())),
      },
      { claim: async () => ({ renew: () => false, release: () => undefined }) },
    );
    await clock.pass(MINUTE);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs[0]?.signal.aborted).toBe(true);
    await scheduler.settle();
    expect(warn.mock.calls).toMatchObject([
      [expect.stringContaining("still runs here"), { code: "CRON_CLAIM_LOST" }],
    ]);
    vi.useRealTimers();
    warn.mockRestore();
  });
});
