import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * What Vitest's JSON report counted. A file that failed before its tests were known, a run that left no report and a
 * run that failed although every test passed (an unhandled rejection, say) are one failure each.
 */
export function countReport(reportFile, exitedWell) {
  if (!existsSync(reportFile)) {
    console.error("Vitest left no report: it crashed or found nothing to run.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = JSON.parse(readFileSync(reportFile, "utf8"));
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  if (counts.failed === 0 && (!exitedWell || counts.passed === 0)) counts.failed = 1;
  return counts;
}

/** The tests that failed first and passed when Vitest tried them again: Vitest counts them as passed, with their error. */
export function secondTries(reportFile, directory) {
  if (!existsSync(reportFile)) return [];
  const { testResults } = JSON.parse(readFileSync(reportFile, "utf8"));
  return testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === "passed" && test.failureMessages.length > 0)
      .map((test) => ({
        file: relative(directory, file.name),
        name: [...test.ancestorTitles, test.title].filter(Boolean).join(" > "),
        error: test.failureMessages[0].split("\n", 1)[0],
      })),
  );
}

/** The lines that name them; empty if there are none. */
export function formatSecondTries(tests) {
  if (tests.length === 0) return "";
  const lines = tests.flatMap(({ file, name, error }) => [`  ${file} > ${name}`, `    ${error}`]);
  return [`Passed only on the second try (${tests.length}):`, ...lines].join("\n");
}

/** The line that ends a run, for people and for CI. */
export function formatCounts({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
