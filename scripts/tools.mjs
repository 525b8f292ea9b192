import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

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

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
