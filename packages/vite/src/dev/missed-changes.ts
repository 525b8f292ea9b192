import { statSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { FSWatcher } from "vite";

/** Milliseconds after a raw event. The second comparison finds what was written during the first one. */
const FIRST_LOOK = 100;
const LAST_LOOK = 1000;

/** The part of Vite's watcher that is needed. */
type Watcher = Pick<FSWatcher, "on" | "emit" | "add" | "getWatched">;

/**
 * Reports changes that Vite's watcher misses: chokidar drops a change within 50 ms of the last one of the same file, and
 * files that are written into a new directory after it was listed and before it is watched. In both cases the system
 * sends raw events. Some time after one, the files are compared with their last reported state, and what differs is
 * reported as the watcher would have done.
 */
export class MissedChanges {
  readonly #watcher: Watcher;
  readonly #directories: readonly string[];
  /** Modification times as they were last reported, by file. */
  readonly #reported = new Map<string, number>();
  /** Files that the watcher was asked to watch, and perhaps ignores. */
  readonly #offered = new Set<string>();
  #directoriesSeen = new Set<string>();
  #first: NodeJS.Timeout | undefined;
  #last: NodeJS.Timeout | undefined;
  /** Comparisons run one after the other. */
  #looking: Promise<void>;

  /** @param directories absolute; they need not exist */
  constructor(watcher: Watcher, directories: readonly string[]) {
    this.#watcher = watcher;
    this.#directories = directories.map((directory) => resolve(directory));
    this.#looking = this.#remember();
    watcher.on("add", (file: string) => this.#note(file));
    watcher.on("change", (file: string) => this.#note(file));
    watcher.on("unlink", (file: string) => this.#reported.delete(file));
    watcher.on("raw", () => this.#schedule());
  }

  /** Compares the files and reports missed changes. Resolves afterwards. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#compare());
    return this.#looking;
  }

  #schedule(): void {
    this.#first ??= setTimeout(() => {
      this.#first = undefined;
      void this.look();
    }, FIRST_LOOK).unref();
    clearTimeout(this.#last);
    this.#last = setTimeout(() => void this.look(), LAST_LOOK).unref();
  }

  async #remember(): Promise<void> {
    const { files, directories } = await this.#list();
    this.#directoriesSeen = directories;
    for (const [file, time] of files) if (!this.#reported.has(file)) this.#reported.set(file, time);
  }

  /** The watcher's own `stats` may be older than what Vite is about to read: a save empties the file first. */
  #note(file: string): void {
    const time = modifiedAt(file);
    if (time !== undefined) this.#reported.set(file, time);
  }

  async #compare(): Promise<void> {
    const { files, directories } = await this.#list();
    for (const directory of directories)
      if (!this.#directoriesSeen.has(directory)) this.#watcher.add(directory);
    this.#directoriesSeen = directories;
    const changed = [...files]
      .filter(([file, time]) => this.#reported.get(file) !== time)
      .map(([file]) => file);
    const missing = [...this.#reported.keys()].filter((file) => this.#isOurs(file) && !files.has(file));
    if (changed.length + missing.length === 0) return;
    const watched = this.#watcher.getWatched();
    for (const file of [...changed, ...missing]) {
      if (watched[dirname(file)]?.includes(basename(file))) this.#report(file);
      else this.#offer(file);
    }
  }

  /** The watcher may have reported a change during the comparison: each difference is checked again. */
  #report(file: string): void {
    const reported = this.#reported.get(file);
    const time = modifiedAt(file);
    if (time === reported) return;
    this.#watcher.emit(time === undefined ? "unlink" : reported === undefined ? "add" : "change", file);
  }

  /** A file that the watcher does not know: reported as soon as it is watched, unless the user's config ignores it. */
  #offer(file: string): void {
    const time = modifiedAt(file);
    if (time === undefined) {
      this.#reported.delete(file);
      this.#offered.delete(file);
    } else if (!this.#offered.has(file)) {
      this.#offered.add(file);
      this.#watcher.add(file);
      this.#schedule();
    }
  }

  #isOurs(file: string): boolean {
    return this.#directories.some((directory) => file.startsWith(directory + sep));
  }

  async #list(): Promise<Listing> {
    const listing: Listing = { files: new Map(), directories: new Set() };
    await Promise.all(this.#directories.map((directory) => list(directory, listing)));
    return listing;
  }
}

interface Listing {
  files: Map<string, number>;
  directories: Set<string>;
}

/** Adds the files below a directory, without those that were deleted meanwhile or cannot be read. */
async function list(directory: string, listing: Listing): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(ignoreSystemError);
  if (!entries) return;
  listing.directories.add(directory);
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.name === "node_modules" || entry.name.startsWith(".")) return;
      if (entry.isDirectory()) return list(path, listing);
      const stats = await stat(path).catch(ignoreSystemError);
      if (stats?.isFile()) listing.files.set(path, stats.mtimeMs);
    }),
  );
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function ignoreSystemError(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error)) throw error;
}
