import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The one without a window first: it renders the same, and takes less than half of the time for a page. */
const CHROMIUM_NAMES = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** The absolute path of the first of these programs that is on the path, or undefined. */
export function findProgram(names) {
  for (const name of names) {
    for (const directory of (process.env.PATH ?? "").split(delimiter)) {
      const candidate = join(directory, name);
      if (isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

/** The browser the specs drive: `CHROMIUM` if set, else one on the path. */
export function findChromium() {
  return process.env.CHROMIUM || findProgram(CHROMIUM_NAMES);
}

/** The Redis server the cache specs start. */
export function findRedis() {
  return findProgram(["redis-server"]);
}

/** Whether this machine can run executables made for Alpine Linux: the library that the spec puts between is for x64. */
export const RUNS_MUSL = process.platform === "linux" && process.arch === "x64";

/** The loader of Alpine's C library, which runs executables made for it. */
export function findMuslLoader() {
  const loader = "/lib/ld-musl-x86_64.so.1";
  return existsSync(loader) ? loader : undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
