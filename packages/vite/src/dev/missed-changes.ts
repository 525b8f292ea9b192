import { type Stats, statSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { FSWatcher } from "vite";

/** Milliseconds after a sign of a change. The second look is for what was written while the first one was taken. */
const FIRST_LOOK = 100;
const LAST_LOOK = 1000;

/** What of Vite's watcher is needed. */
type Watcher = Pick<FSWatcher, "on" | "emit" | "add" | "getWatched">;

/**
 * Tells of changes that Vite's watcher notices but does not tell: chokidar drops a change within 50 ms of the last one of
 * that file, and what is written into a new directory after it was listed and before it is watched. Both have signs: the
 * raw events of the system. Some time after one the files are looked at, and whatever is not as it was last told of is
 * told as the watcher would have.
 */
export class MissedChanges {
  readonly #watcher: Watcher;
  readonly #directories: readonly string[];
  /** Modification times as they were told, by file. */
  readonly #told = new Map<string, number>();
  /** Files that the watcher was asked to watch, and perhaps ignores. */
  readonly #offered = new Set<string>();
  #directoriesSeen = new Set<string>();
  #first: NodeJS.Timeout | undefined;
  #last: NodeJS.Timeout | undefined;
  /** Looks are taken one after the other. */
  #looking: Promise<void>;

  /** @param directories absolute; they need not exist */
  constructor(watcher: Watcher, directories: readonly string[]) {
    this.#watcher = watcher;
    this.#directories = directories.map((directory) => resolve(directory));
    this.#looking = this.#remember();
    watcher.on("add", (file: string, stats?: Stats) => this.#note(file, stats));
    watcher.on("change", (file: string, stats?: Stats) => this.#note(file, stats));
    watcher.on("unlink", (file: string) => this.#told.delete(file));
    watcher.on("raw", () => this.#schedule());
  }

  /** Looks at the files and tells of what was missed. Resolves when it has. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#tell());
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
    for (const [file, time] of files) if (!this.#told.has(file)) this.#told.set(file, time);
  }

  #note(file: string, stats: Stats | undefined): void {
    const time = stats?.mtimeMs ?? modifiedAt(file);
    if (time !== undefined) this.#told.set(file, time);
  }

  async #tell(): Promise<void> {
    const { files, directories } = await this.#list();
    for (const directory of directories)
      if (!this.#directoriesSeen.has(directory)) this.#watcher.add(directory);
    this.#directoriesSeen = directories;
    const changed = [...files].filter(([file, time]) => this.#told.get(file) !== time).map(([file]) => file);
    const gone = [...this.#told.keys()].filter((file) => this.#isOurs(file) && !files.has(file));
    if (changed.length + gone.length === 0) return;
    const watched = this.#watcher.getWatched();
    for (const file of [...changed, ...gone]) {
      if (watched[dirname(file)]?.includes(basename(file))) this.#tellOf(file);
      else this.#offer(file);
    }
  }

  /** The watcher may have told while the list was made: what differs is looked at once more. */
  #tellOf(file: string): void {
    const told = this.#told.get(file);
    const time = modifiedAt(file);
    if (time === told) return;
    this.#watcher.emit(time === undefined ? "unlink" : told === undefined ? "add" : "change", file);
  }

  /** A file that the watcher does not know: told of when it does, unless the user's config says that it is ignored. */
  #offer(file: string): void {
    const time = modifiedAt(file);
    if (time === undefined) {
      this.#told.delete(file);
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

/** Adds what lies below a directory. What is gone when it is looked at, or may not be looked at, does not lie there. */
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
