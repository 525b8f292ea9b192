import { spawnSync } from "node:child_process";

/** Runs one command in the foreground, its output shown, and prints how long it took. */
export function runStep(name, command, parameters, options = {}) {
  const started = performance.now();
  const run = spawnSync(command, parameters, { stdio: "inherit", ...options });
  if (run.error) console.error(`${name}: ${run.error.message}`);
  return finishStep(name, started, run.status === 0);
}

/** Runs a function as a step: an error it throws is printed and fails it. */
export function runFunctionStep(name, action) {
  const started = performance.now();
  try {
    action();
    return finishStep(name, started, true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return finishStep(name, started, false);
  }
}

function finishStep(name, started, passed) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? "passed" : "FAILED"}: ${name} (${seconds} s)\n`);
  return passed;
}
