import { statSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import type { FSWatcher } from "vite";
import { isSource, type Listing, listSources } from "./source-listing.ts";
import { Touched, touchedPath } from "./touched-paths.ts";

/** Milliseconds after a raw event. The second comparison finds what was written during the first one. */
const FIRST_LOOK = 100;
const LAST_LOOK = 1000;

/** The part of Vite's watcher that is needed. */
type Watcher = Pick<FSWatcher, "on" | "emit" | "add" | "getWatched">;

/**
 * Reports changes that Vite's watcher misses: chokidar drops a change within 50 ms of the last one of the same file, and
 * files that are written into a new directory after it was listed and before it is watched. In both cases the system
 * sends raw events. Some time after one, the files that it names are compared with their last reported state, and what
 * differs is reported as the watcher would have done.
 */
export class MissedChanges {
  readonly #watcher: Watcher;
  readonly #directories: readonly string[];
  /** Modification times as they were last reported, by file. */
  readonly #reported = new Map<string, number>();
  /** Files that the watcher was asked to watch, and perhaps ignores. */
  readonly #offered = new Set<string>();
  #directoriesSeen = new Set<string>();
  /** What raw events named since the first, and the last comparison. */
  readonly #touched = new Touched();
  readonly #touchedLately = new Touched();
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
    watcher.on("raw", (_event: string, path?: unknown, details?: { watchedPath?: string }) =>
      this.#schedule(touchedPath(path, details?.watchedPath)),
    );
  }

  /**
   * Compares files and reports missed changes. Resolves afterwards.
   *
   * @param paths absolute, of files and directories
   */
  look(paths: readonly string[] = this.#directories): Promise<void> {
    this.#looking = this.#looking.then(() => this.#compare(paths));
    return this.#looking;
  }

  /** @param path that a raw event named; without one, everything is compared */
  #schedule(path: string | undefined): void {
    const paths = path === undefined ? [undefined] : this.#sourcesOf(path);
    if (paths.length === 0) return;
    for (const each of paths) for (const touched of [this.#touched, this.#touchedLately]) touched.add(each);
    this.#first ??= setTimeout(() => {
      this.#first = undefined;
      void this.look(this.#touched.take());
    }, FIRST_LOOK).unref();
    clearTimeout(this.#last);
    this.#last = setTimeout(() => void this.look(this.#touchedLately.take()), LAST_LOOK).unref();
  }

  /** A path in a source directory, or the source directories in a path. */
  #sourcesOf(path: string): string[] {
    if (this.#directories.some((directory) => isWithin(path, directory))) return [path];
    return this.#directories.filter((directory) => isWithin(directory, path));
  }

  async #remember(): Promise<void> {
    const { files, directories } = await this.#list(this.#directories);
    this.#directoriesSeen = directories;
    for (const [file, time] of files) if (!this.#reported.has(file)) this.#reported.set(file, time);
  }

  /** The watcher's own `stats` may be older than what Vite is about to read: a save empties the file first. */
  #note(file: string): void {
    const time = modifiedAt(file);
    if (time !== undefined) this.#reported.set(file, time);
  }

  async #compare(paths: readonly string[]): Promise<void> {
    const { files, directories } = await this.#list(paths);
    for (const directory of directories)
      if (!this.#directoriesSeen.has(directory)) this.#watcher.add(directory);
    const changed = [...files]
      .filter(([file, time]) => this.#reported.get(file) !== time)
      .map(([file]) => file);
    const missing = this.#reportedIn(paths).filter((file) => !files.has(file));
    this.#noteDirectories(paths, directories);
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
      this.#schedule(file);
    }
  }

  /** The files that were reported of paths: of files, and of what is or was a directory. */
  #reportedIn(paths: readonly string[]): string[] {
    const directories = this.#directoriesOf(paths);
    const files = paths.filter((path) => this.#reported.has(path));
    if (directories.size === 0) return files;
    return [...files, ...[...this.#reported.keys()].filter((file) => isWithinAny(file, directories))];
  }

  /** Of what was listed, the directories that are there now are the ones that were seen. */
  #noteDirectories(paths: readonly string[], found: ReadonlySet<string>): void {
    const listed = this.#directoriesOf(paths);
    if (listed.size > 0)
      for (const directory of this.#directoriesSeen)
        if (!found.has(directory) && isWithinAny(directory, listed)) this.#directoriesSeen.delete(directory);
    for (const directory of found) this.#directoriesSeen.add(directory);
  }

  #directoriesOf(paths: readonly string[]): Set<string> {
    return new Set(
      paths.filter((path) => this.#directoriesSeen.has(path) || this.#directories.includes(path)),
    );
  }

  async #list(paths: readonly string[]): Promise<Listing> {
    const listing: Listing = { files: new Map(), directories: new Set() };
    await Promise.all(paths.map((path) => this.#listPath(path, listing)));
    return listing;
  }

  async #listPath(path: string, listing: Listing): Promise<void> {
    const within = this.#directories.find((directory) => isWithin(path, directory));
    const names = within === undefined ? [] : relative(within, path).split(sep);
    if (names.every(isSource)) await listSources(path, listing);
  }
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory + sep);
}

function isWithinAny(path: string, directories: ReadonlySet<string>): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (directories.has(at)) return true;
    if (at === dirname(at)) return false;
  }
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
