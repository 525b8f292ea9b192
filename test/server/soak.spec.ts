import { join } from "node:path";
import { expect, test } from "vitest";
import { type HeapSample, judgeMemory, lowest } from "../../bench/soak-memory.ts";
import { bunProgram, repository } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";

const sample = (types: Record<string, number>, rssBytes = 0): HeapSample => ({
  types,
  objects: 0,
  heapBytes: 0,
  rssBytes,
});

test("memory that grows with the requests is not flat", () => {
  const judge = (before: HeapSample, after: HeapSample) => judgeMemory(before, after, 10_000).problems;
  expect(judge(sample({ Promise: 5 }), sample({ Promise: 50, Timeout: 3 }))).toEqual([]);
  expect(judge(sample({}), sample({ Timeout: 100 }))).toEqual([expect.stringContaining("type Timeout")]);
  expect(judge(sample({}), sample({}, 40 * 1_048_576))).toEqual([expect.stringContaining("40 MB more")]);
});

test("what is gone in one of the last samples is no leak", () => {
  const samples = [sample({ Timeout: 90, Promise: 400 }, 5), sample({ Promise: 100 }, 7)];
  expect(lowest(samples)).toMatchObject({ types: { Timeout: 0, Promise: 100 }, rssBytes: 5 });
});

test("some thousand requests, a tenth of them aborted, leave nothing behind, and SIGTERM loses none", async () => {
  const { code, output } = await runProcess(bunProgram, [join(repository, "bench/soak.ts")], {
    cwd: repository,
    environment: { SOAK_REQUESTS: "4000" },
  });
  expect(output).toContain("Memory is flat.");
  expect(Number(/(\d+) left by the client/.exec(output)?.[1])).toBeGreaterThan(300);
  expect(code, output).toBe(0);
});
