import type { CronScheduler } from "../cron/scheduler.ts";
import type { MetricFamily, Sample } from "../telemetry/metrics/metric-family.ts";

/** What happened to the jobs of an app in this process. */
export function cronMetrics(scheduler: CronScheduler): readonly MetricFamily[] {
  const byJob = (value: (counts: Counts) => number | undefined): Sample[] =>
    scheduler.jobs.flatMap(({ name, counts }) => {
      const known = value(counts);
      return known === undefined ? [] : [{ labels: { job_name: name }, value: known }];
    });
  return [
    {
      name: "bunsen.cron.runs",
      kind: "counter",
      unit: "{run}",
      description: "Runs of a job that were begun.",
      read: () => byJob(({ runs }) => runs),
    },
    {
      name: "bunsen.cron.failures",
      kind: "counter",
      unit: "{run}",
      description: "Runs of a job that failed.",
      read: () => byJob(({ failures }) => failures),
    },
    {
      name: "bunsen.cron.last_success",
      kind: "gauge",
      unit: "s",
      description: "The end of the last run of a job that did not fail, in seconds since 1970.",
      read: () => byJob(({ succeededAt }) => succeededAt && succeededAt / 1000),
    },
  ];
}

type Counts = CronScheduler["jobs"][number]["counts"];
