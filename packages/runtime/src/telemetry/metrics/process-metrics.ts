import { monitorEventLoopDelay } from "node:perf_hooks";
import type { MetricFamily, Sample } from "./metric-family.ts";

/** Milliseconds between two measurements of the event loop's delay. */
const RESOLUTION = 20;
const NANOSECONDS = 1e9;

/** Of this process. Measured from the first time on that somebody wants to know. */
let delay: EventLoopDelay | undefined;

/** Memory, processor time and the delay of the event loop of this process. */
export function processMetrics(): readonly MetricFamily[] {
  return [
    {
      name: "process.cpu.time",
      prometheusName: "process_cpu_seconds_total",
      kind: "counter",
      unit: "s",
      description: "Processor time of the process, user and system.",
      read: () => one(seconds(process.cpuUsage())),
    },
    {
      name: "process.memory.usage",
      prometheusName: "process_resident_memory_bytes",
      kind: "gauge",
      unit: "By",
      description: "Memory that the process occupies.",
      read: () => one(process.memoryUsage.rss()),
    },
    {
      name: "bunsen.memory.heap",
      kind: "gauge",
      unit: "By",
      description: "Memory of JavaScript objects.",
      read: () => one(process.memoryUsage().heapUsed),
    },
    {
      name: "bunsen.process.start_time",
      prometheusName: "process_start_time_seconds",
      kind: "gauge",
      unit: "s",
      description: "Start of the process, in seconds since 1970.",
      read: () => one((performance.timeOrigin || Date.now()) / 1000),
    },
    {
      name: "bunsen.eventloop.delay",
      kind: "gauge",
      unit: "s",
      description: "Delay of the event loop in the last 10 to 20 seconds, by statistic.",
      read() {
        delay ??= new EventLoopDelay();
        return delay.read();
      },
    },
  ];
}

function one(value: number): Sample[] {
  return [{ value }];
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

/** Milliseconds of a window. Two are read together, so that no scrape finds an empty one, however many there are. */
const WINDOW = 10_000;

type IntervalHistogram = ReturnType<typeof monitorEventLoopDelay>;

/** Measures how late timers are: how long one piece of code keeps all others waiting. */
class EventLoopDelay {
  #current = this.#begin();
  #last: IntervalHistogram | undefined;

  constructor() {
    const timer = setInterval(() => {
      this.#last?.disable();
      this.#last = this.#current;
      this.#current = this.#begin();
    }, WINDOW);
    timer.unref();
  }

  read(): Sample[] {
    const windows = this.#last ? [this.#last, this.#current] : [this.#current];
    const highest = (value: (window: IntervalHistogram) => number) =>
      Math.max(0, ...windows.filter(({ count }) => count > 0).map(value)) / NANOSECONDS;
    return [
      { labels: { statistic: "p50" }, value: highest((window) => window.percentile(50)) },
      { labels: { statistic: "p99" }, value: highest((window) => window.percentile(99)) },
      { labels: { statistic: "max" }, value: highest((window) => window.max) },
    ];
  }

  #begin(): IntervalHistogram {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
    histogram.enable();
    return histogram;
  }
}
