import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { countReport, formatCounts, formatSecondTries, secondTries } from "../../scripts/counts.mjs";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "bunsen-counts-"));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

interface FileReport {
  name?: string;
  status: string;
  assertionResults: {
    status: string;
    ancestorTitles?: string[];
    title?: string;
    failureMessages?: string[];
  }[];
}

function report(passed: number, failed: number, testResults: FileReport[] = []): string {
  const file = join(directory, `${passed}-${failed}-${testResults.length}.json`);
  const totals = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
  writeFileSync(file, JSON.stringify({ ...totals, testResults }));
  return file;
}

test("tests are counted", () => {
  expect(countReport(report(3, 0), true)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  expect(countReport(report(3, 2), false)).toEqual({ passed: 3, failed: 2, skipped: 0 });
});

test("no report is a failure", () => {
  expect(countReport(join(directory, "missing.json"), true).failed).toBe(1);
});

test("a run that failed without a failed test is a failure", () => {
  expect(countReport(report(3, 0), false).failed).toBe(1);
});

test("a run without tests is a failure", () => {
  expect(countReport(report(0, 0), true).failed).toBe(1);
});

test("a file that failed before its tests were known is a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  const failed = { status: "failed", assertionResults: [{ status: "failed" }] };
  expect(countReport(report(3, 1, [broken, failed]), false).failed).toBe(2);
});

test("what passed only on its second try is named, with what failed the first", () => {
  const titles = { ancestorTitles: ["", "Redis"], title: "goes away" };
  const error = "AssertionError: expected 1 to be 2\n    at test/x.spec.ts:1:1";
  const file = {
    name: join(directory, "test/x.spec.ts"),
    status: "passed",
    assertionResults: [
      { status: "passed", ...titles, failureMessages: [] },
      { status: "passed", ...titles, failureMessages: [error] },
      { status: "failed", ...titles, failureMessages: [error, error] },
    ],
  };
  const tests = secondTries(report(2, 1, [file]), directory);
  expect(formatSecondTries(tests)).toBe(
    [
      "Passed only on the second try (1):",
      "  test/x.spec.ts > Redis > goes away",
      "    AssertionError: expected 1 to be 2",
    ].join("\n"),
  );
  expect(formatSecondTries([])).toBe("");
  expect(secondTries(join(directory, "missing.json"), directory)).toEqual([]);
});

test("the last line is what CI reads", () => {
  expect(formatCounts({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
  expect(formatCounts({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
});
