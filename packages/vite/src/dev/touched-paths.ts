import { statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";

/** Paths of files and directories, or all of them. */
export class Touched {
  readonly #paths = new Set<string>();
  #isEverything = false;

  /** @param path without one, everything */
  add(path: string | undefined): void {
    if (path === undefined) this.#isEverything = true;
    else this.#paths.add(path);
  }

  /** @returns `undefined` for everything */
  take(): string[] | undefined {
    const paths = this.#isEverything ? undefined : [...this.#paths];
    this.#paths.clear();
    this.#isEverything = false;
    return paths;
  }
}

/**
 * The path that a raw event is about. The system watches directories, and names what is in them, and files.
 *
 * @returns `undefined` if the event does not say it
 */
export function touchedPath(path: unknown, watched: string | undefined): string | undefined {
  if (typeof path !== "string" || path === "") return watched;
  if (isAbsolute(path)) return resolve(path);
  if (watched === undefined) return undefined;
  return statSync(watched, { throwIfNoEntry: false })?.isDirectory() ? join(watched, path) : watched;
}
