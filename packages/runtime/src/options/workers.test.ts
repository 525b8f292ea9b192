import { expect, test } from "vitest";
import { numberOfWorkers, processorLimit, readWorkerCount } from "./workers.ts";

test.each([
  [undefined, undefined],
  ["", undefined],
  ["auto", "auto"],
  ["1", 1],
  ["256", 256],
])("WORKERS=%j is %j", (text, count) => {
  expect(readWorkerCount({ WORKERS: text })).toBe(count);
});

test.each(["0", "-1", "257", "1e2", "AUTO", " 2", "10,000"])("WORKERS=%j is refused", (text) => {
  expect(() => readWorkerCount({ WORKERS: text })).toThrow(
    `WORKERS is ${JSON.stringify(text)}. Set it to "auto" or a number of processes from 1 to 256. [INVALID_ENVIRONMENT]`,
  );
});

test("auto is a worker per processor that this process may use", () => {
  const count = numberOfWorkers("auto");
  expect(count).toBeGreaterThanOrEqual(1);
  expect(count).toBeLessThanOrEqual(navigator.hardwareConcurrency);
});

test.each([
  [{}, Number.POSITIVE_INFINITY],
  [{ "cpu.max": "max 100000\n" }, Number.POSITIVE_INFINITY],
  [{ "cpu.max": "150000 100000\n" }, 1.5],
  [{ "cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n" }, Number.POSITIVE_INFINITY],
  [{ "cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n" }, 0.5],
])("the control group %j has the time of %d processors", (files: Record<string, string>, limit) => {
  const read = (file: string): string => {
    const text = files[file];
    if (text === undefined) throw new Error("ENOENT");
    return text;
  };
  expect(processorLimit(read)).toBe(limit);
});
