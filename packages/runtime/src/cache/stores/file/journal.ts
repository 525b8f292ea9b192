import type { Invalidation } from "../../../api/cache-store.ts";
import { InvalidationLog, type InvalidationState } from "../../memory/invalidation-log.ts";
import { invalidationName } from "../../model/invalidation-name.ts";
import { fs, fsSync, paths } from "./builtins.ts";
import { hasCode, removeFile, syncDirectory, writeWhole } from "./files.ts";
import { JOURNAL_FILE } from "./names.ts";

/** So many lines and the file is written anew with what still counts. */
const MAXIMUM_LINES = 30_000;

/** What the first line of the file says: who the lines below are about, and all that was known before them. */
interface Header extends InvalidationState {
  readonly epoch: string;
}

/**
 * What was invalidated, on disk, so that it holds after a restart: a line for each, appended and synced. The pages on
 * disk carry the journal's epoch. Where the file is missing or damaged a new epoch begins, and with it an empty cache;
 * the same happens when a line cannot be written.
 */
export class Journal {
  readonly #directory: string;
  readonly #owner: string;
  #log = new InvalidationLog();
  #epoch: string = crypto.randomUUID();
  #isOnDisk = false;
  #lines = 0;
  #work: Promise<unknown> = Promise.resolve();
  #pending: string[] = [];
  #flush: Promise<void> | undefined;

  constructor(directory: string, owner: string) {
    this.#directory = directory;
    this.#owner = owner;
  }

  get log(): InvalidationLog {
    return this.#log;
  }

  /** Belongs into every page on disk. */
  get epoch(): string {
    return this.#epoch;
  }

  /** Continues what the last process has left, if it is all there. To be called before anything else. */
  async load(): Promise<void> {
    const text = await fs()
      .readFile(paths().join(this.#directory, JOURNAL_FILE), "utf8")
      .catch((error: unknown) => {
        if (hasCode(error, "ENOENT", "ENOTDIR")) return "";
        throw error;
      });
    const read = parseJournal(text);
    if (!read) return;
    this.#log = new InvalidationLog(read.state);
    this.#epoch = read.epoch;
    this.#lines = read.lines;
    this.#isOnDisk = true;
  }

  /**
   * Makes sure that there is a file, without which no page outlives this process.
   *
   * @throws an Error of the file system
   */
  async ensure(): Promise<void> {
    if (!this.#isOnDisk) await this.#inTurn(() => (this.#isOnDisk ? undefined : this.#rewrite()));
  }

  /** Begins anew after the directory was removed. What was invalidated stays known. */
  async restart(): Promise<void> {
    await this.#inTurn(() => this.#beginEpoch());
  }

  /**
   * Holds in this process at once, and after a restart when it resolves.
   *
   * @throws an Error of the file system if it would not hold after a restart
   */
  async add(what: Invalidation): Promise<void> {
    this.#log.add(what);
    if (what.kind === "all" || !this.#isOnDisk) {
      await this.#inTurn(() => this.#beginEpoch());
      return;
    }
    this.#pending.push(sealed([invalidationName(what), this.#log.clock]));
    // All that come while the disk is busy are one write.
    this.#flush ??= this.#inTurn(() => {
      this.#flush = undefined;
      return this.#append(this.#pending.splice(0));
    });
    await this.#flush;
  }

  async #append(lines: string[]): Promise<void> {
    try {
      // Not created if it is missing: lines without a header say nothing.
      const { O_APPEND, O_WRONLY } = fsSync().constants;
      const file = await fs().open(paths().join(this.#directory, JOURNAL_FILE), O_WRONLY | O_APPEND);
      try {
        await file.writeFile(lines.join(""));
        await file.datasync();
      } finally {
        await file.close();
      }
      this.#lines += lines.length;
    } catch {
      // Full, read-only, or gone: without the old file the old pages are nothing, which is as good.
      await this.#beginEpoch();
      return;
    }
    if (this.#lines > MAXIMUM_LINES) await this.#rewrite();
  }

  /** @throws an Error of the file system if the old file is still there */
  async #beginEpoch(): Promise<void> {
    this.#epoch = crypto.randomUUID();
    this.#isOnDisk = false;
    try {
      await this.#rewrite();
    } catch (error) {
      if (!(await removeFile(paths().join(this.#directory, JOURNAL_FILE)))) throw error;
    }
  }

  async #rewrite(): Promise<void> {
    await fs().mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const header: Header = { epoch: this.#epoch, ...this.#log.state };
    await writeWhole(this.#directory, JOURNAL_FILE, sealed(header), this.#owner, { sync: true });
    await syncDirectory(this.#directory);
    this.#isOnDisk = true;
    this.#lines = 0;
  }

  /** One change of the file after the other. */
  #inTurn(work: () => Promise<void> | undefined): Promise<void> {
    const mine = this.#work.then(work);
    this.#work = mine.catch(() => undefined);
    return mine;
  }
}

/** A line that shows whether it is whole. */
function sealed(value: unknown): string {
  const text = JSON.stringify(value);
  return `${checksum(text)} ${text}\n`;
}

function unsealed(line: string): unknown {
  const space = line.indexOf(" ");
  const text = line.slice(space + 1);
  return line.slice(0, space) === checksum(text) ? JSON.parse(text) : undefined;
}

function checksum(text: string): string {
  return Bun.hash.xxHash64(text).toString(16);
}

/** @returns `undefined` unless every line is whole */
function parseJournal(text: string): { epoch: string; state: InvalidationState; lines: number } | undefined {
  if (!text.endsWith("\n")) return undefined;
  const [first, ...lines] = text.slice(0, -1).split("\n").map(unsealed);
  if (first === undefined || lines.includes(undefined)) return undefined;
  const header = first as Header;
  const added = lines as [name: string, clock: number][];
  const clock = added.reduce((highest, [, at]) => Math.max(highest, at), header.clock);
  const names = [...header.names, ...added];
  return { epoch: header.epoch, state: { clock, floor: header.floor, names }, lines: added.length };
}
