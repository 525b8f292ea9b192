import { spawnSync } from "node:child_process";
import { findChromium, findMuslLoader, findProgram, findRedis, RUNS_MUSL } from "./tools.mjs";

/** What decides over a test is here, or no test asks for it: an outcome must not depend on what a machine happens to have. */
const TOOLS = [
  { name: "Chromium", debianPackage: "chromium-headless-shell", find: findChromium },
  { name: "Redis", debianPackage: "redis-server", find: findRedis },
  ...(RUNS_MUSL
    ? [
        { name: "musl", debianPackage: "musl", find: findMuslLoader },
        { name: "GCC", debianPackage: "gcc", find: () => findProgram(["gcc"]) },
      ]
    : []),
];

/**
 * Makes sure that the programs the specs drive are there, installing them where that is possible.
 * @throws an Error whose message says what to install
 */
export function installTools() {
  const missing = TOOLS.filter((tool) => !tool.find());
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debianPackage);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !findProgram(["apt-get"])) {
    const names = missing.map((tool) => tool.name).join(" and ");
    throw new Error(
      `The tests need ${names}. Install what is missing (on Debian: sudo apt-get install ${packages.join(" ")}), ` +
        "or set CHROMIUM to a browser's path, then run npm test again.",
    );
  }
  console.log(`Installing ${packages.join(" and ")} with apt-get ...`);
  aptGet("update");
  aptGet("install", "-y", ...packages);
  const stillMissing = missing.filter((tool) => !tool.find());
  if (stillMissing.length > 0) {
    throw new Error(
      `apt-get ended well, but ${stillMissing.map((tool) => tool.name).join(" and ")} cannot be found.`,
    );
  }
}

function aptGet(...parameters) {
  const run = spawnSync("apt-get", parameters, {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status === 0) return;
  console.error(run.stdout, run.stderr);
  throw new Error(
    `apt-get ${parameters.join(" ")} failed (exit code ${run.status ?? run.signal ?? run.error}).`,
  );
}
