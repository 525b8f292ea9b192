// What `npm test` runs: tools, packages, check, Vitest, and the count as the last line. Plain Node, because it is what
// makes sure that Bun is there. `--quick` leaves out most specs; what else is given goes to Vitest.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUN, ensureBun } from "./bun.mjs";
import { countReport, formatCounts, formatSecondTries, secondTries } from "./counts.mjs";
import { installTools } from "./install-tools.mjs";
import { removeLeftovers } from "./leftovers.mjs";
import { runFunctionStep, runStep } from "./steps.mjs";
import { findChromium } from "./tools.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const counts = { passed: 0, failed: 0, skipped: 0 };
let triedTwice = [];

/** Of `npm run test:quick`: the unit tests, and the contract in one mode. */
const QUICK_FILES = ["packages/", "test/support/", "test/contract/"];
const QUICK_ENVIRONMENT = { BUNSEN_MODES: "bun", BUNSEN_FUZZ_RUNS: "300" };

const isQuick = process.argv.includes("--quick");
const vitestParameters = process.argv.slice(2).filter((parameter) => parameter !== "--quick");

/** Counts a step as one test. */
function count(passed) {
  counts[passed ? "passed" : "failed"] += 1;
  return passed;
}

function runVitest() {
  const reportDirectory = mkdtempSync(join(tmpdir(), "bunsen-report-"));
  const report = join(reportDirectory, "report.json");
  const vitest = join(repository, "node_modules/.bin/vitest");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const parameters = [
    "--bun",
    vitest,
    "run",
    ...reporters,
    ...(isQuick ? QUICK_FILES : []),
    ...vitestParameters,
  ];
  const passed = runStep("tests", BUN, parameters, {
    cwd: repository,
    env: { ...(isQuick ? QUICK_ENVIRONMENT : {}), ...process.env, CHROMIUM: findChromium() },
  });
  removeLeftovers(join(repository, "test/.tmp"));
  triedTwice = secondTries(report, repository);
  const counted = countReport(report, passed);
  rmSync(reportDirectory, { recursive: true, force: true });
  for (const key of Object.keys(counts)) counts[key] += counted[key];
}

const prepared = runFunctionStep("tools", () => {
  installTools();
  ensureBun();
});
if (!prepared) {
  console.log(formatCounts({ passed: 0, failed: 1, skipped: 0 }));
  process.exit(1);
}

const built = count(runStep("packages", "npm", ["run", "--silent", "packages"], { cwd: repository }));
count(runStep("check", "npm", ["run", "--silent", "check"], { cwd: repository }));
if (built) runVitest();
else console.error("The packages do not build, so the tests were not run.");

if (triedTwice.length > 0) console.log(`${formatSecondTries(triedTwice)}\n`);
console.log(formatCounts(counts));
process.exit(counts.failed > 0 ? 1 : 0);
