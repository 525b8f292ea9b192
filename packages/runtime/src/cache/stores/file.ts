import type { CacheStore, Invalidation, StoredPage } from "../../api/cache-store.ts";
import { errors } from "../../diagnostics/errors.ts";
import { millisecondsLeft } from "../model/freshness.ts";
import { decodePage, encodePage, type PageLabel } from "../model/serialize.ts";
import { fs, fsSync, paths } from "./file/builtins.ts";
import { DiskUse } from "./file/disk-use.ts";
import { hasCode, removeFile, writeWhole } from "./file/files.ts";
import { Journal } from "./file/journal.ts";
import { namespaceDirectory, pageFile } from "./file/names.ts";
import { removeOtherNamespaces, takeStock } from "./file/sweep.ts";
import { checkStoreOptions, MB } from "./options.ts";

export interface FileStoreOptions {
  /** Where the pages go; made if it is not there. Not inside of what is served, and not shared: see {@link fileStore}. */
  dir: string;
  /**
   * Megabytes (of 1,048,576 bytes) that the pages may take on disk; those not used for longest go first.
   * @default 512
   */
  maxMB?: number;
}

/**
 * Keeps pages in files, so that a restart finds them; a new build removes those of the old one. A file that is torn,
 * damaged or somebody else's is a page that is not there.
 *
 * For one process per directory. Several would never send a damaged page, but one would not hear what another
 * invalidates: give each its own directory, or use Redis.
 *
 * @throws {BunsenError} INVALID_STORE_OPTION, MISSING_STORE_OPTION or UNKNOWN_STORE_OPTION; the methods of the store reject with
 *   CACHE_STORE_UNAVAILABLE when the disk is full, read-only and the like
 */
export function fileStore(options: FileStoreOptions): CacheStore & { readonly dir: string } {
  return new FileStore(options);
}

/** The hash in a page shows whether it is whole, so nothing waits for the disk. */
const PAGE = { sync: false };
/** Pages that are written at a time. More are not stored: a queue would only hold memory while the disk is slow. */
const MOST_WRITES = 64;

interface Opened {
  readonly namespace: string;
  readonly directory: string;
  readonly journal: Journal;
}

class FileStore implements CacheStore {
  readonly name = "file";
  /** Absolute. */
  readonly dir: string;
  readonly #maxBytes: number;
  readonly #owner = crypto.randomUUID();
  readonly #use = new DiskUse();
  #opened: Opened | undefined;
  #writes = 0;

  constructor(options: FileStoreOptions) {
    checkStoreOptions("fileStore", options, { dir: "text", maxMB: "size" }, ["dir"]);
    this.dir = paths().resolve(options.dir);
    this.#maxBytes = (options.maxMB ?? 512) * MB;
  }

  /** Resolves when pages can be read; old files are removed in the background. */
  async open(namespace: string): Promise<void> {
    const own = namespaceDirectory(namespace);
    const directory = paths().join(this.dir, own);
    const journal = new Journal(directory, this.#owner);
    this.#opened = { namespace, directory, journal };
    // What fails here fails for those who read and write, too, and they are told.
    await journal.load().catch(() => undefined);
    this.#tidy(directory, own).catch(() => undefined);
  }

  async read(key: string): Promise<StoredPage | undefined> {
    const { directory, journal } = this.#parts;
    const name = pageFile(key);
    const bytes = await this.#guarded(() => readIfThere(paths().join(directory, name)));
    if (!bytes) return undefined;
    const decoded = decodePage(this.#label(key), bytes);
    const isGood =
      decoded && millisecondsLeft(decoded.page) > 0 && !journal.log.isOutdated(decoded.page, decoded.since);
    if (!isGood) {
      await this.#remove(name);
      return undefined;
    }
    this.#use.touch(name);
    return decoded.page;
  }

  clock(): number {
    return this.#parts.journal.log.clock;
  }

  async write(key: string, page: StoredPage, since: number): Promise<boolean> {
    if (this.#writes >= MOST_WRITES) return false;
    this.#writes += 1;
    try {
      return await this.#write(key, page, since);
    } finally {
      this.#writes -= 1;
    }
  }

  async #write(key: string, page: StoredPage, since: number): Promise<boolean> {
    const { journal } = this.#parts;
    const name = pageFile(key);
    if (journal.log.isOutdated(page, since)) return false;
    const size = DiskUse.bytesFor(encodePage(this.#label(key), page, since).byteLength);
    if (millisecondsLeft(page) <= 0 || size > this.#maxBytes) {
      await this.#remove(name);
      return false;
    }
    this.#use.reserve(size);
    try {
      // Others may be writing so much that there is none.
      if (!(await this.#makeRoom())) return false;
      await this.#guarded(() => this.#writeFile(name, () => encodePage(this.#label(key), page, since)));
    } finally {
      this.#use.release(size);
    }
    this.#use.set(name, size);
    if (!journal.log.isOutdated(page, since)) return true;
    await this.#remove(name);
    return false;
  }

  async invalidate(what: Invalidation): Promise<void> {
    const { journal } = this.#parts;
    await this.#guarded(() => journal.add(what));
    // No other page can be read any more; these go to make room.
    if (what.kind === "all") for (const name of this.#use.clear()) await this.#remove(name);
  }

  /** @param encode called again when a new journal has begun, which pages name */
  async #writeFile(name: string, encode: () => Uint8Array): Promise<void> {
    const { directory, journal } = this.#parts;
    await journal.ensure();
    try {
      await writeWhole(directory, name, encode(), this.#owner, PAGE);
    } catch (error) {
      if (!hasCode(error, "ENOENT")) throw error;
      // Somebody has removed the directory, or the unfinished file.
      if (!fsSync().existsSync(directory)) {
        this.#use.clear();
        await journal.restart();
      }
      await writeWhole(directory, name, encode(), this.#owner, PAGE);
    }
  }

  /** Removes pages until the rest, with those being written, is within the bound; whether that was possible. */
  async #makeRoom(): Promise<boolean> {
    while (this.#use.bytes > this.#maxBytes) {
      const oldest = this.#use.takeOldest();
      if (oldest === undefined) return false;
      await removeFile(paths().join(this.#parts.directory, oldest));
    }
    return true;
  }

  async #remove(name: string): Promise<void> {
    this.#use.delete(name);
    await removeFile(paths().join(this.#parts.directory, name));
  }

  async #tidy(directory: string, own: string): Promise<void> {
    await fs().mkdir(directory, { recursive: true, mode: 0o700 });
    await takeStock(directory, this.#owner, this.#use);
    await this.#makeRoom();
    await removeOtherNamespaces(this.dir, own);
  }

  #label(key: string): PageLabel {
    const { namespace, journal } = this.#parts;
    return { namespace: `${journal.epoch} ${namespace}`, key };
  }

  /** @throws {BunsenError} CACHE_STORE_UNAVAILABLE for what the file system refuses */
  async #guarded<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw errors.cacheStoreUnavailable(this.dir, error instanceof Error ? error.message : String(error));
    }
  }

  get #parts(): Opened {
    if (!this.#opened) throw new Error("The file store was used before open() was called.");
    return this.#opened;
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  return fs()
    .readFile(file)
    .catch((error: unknown) => {
      if (hasCode(error, "ENOENT", "ENOTDIR", "EISDIR")) return undefined;
      throw error;
    });
}
