import { type Linked, LinkedQueue } from "../../memory/linked-queue.ts";

/** What file systems commonly take at least, and in steps of which they take more. */
const BLOCK_BYTES = 4096;

interface File extends Linked<File> {
  readonly name: string;
}

/** The pages on disk with what they take, in the order of their use; so that there can be a bound. */
export class DiskUse {
  readonly #files = new Map<string, File>();
  /** What was used longest ago is the oldest. */
  readonly #order = new LinkedQueue<File>();
  #reserved = 0;

  /** Bytes on disk, of files that are there and of those that are being written. */
  get bytes(): number {
    return this.#order.bytes + this.#reserved;
  }

  static bytesFor(length: number): number {
    return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Counts a file that is being written, until `release`. */
  reserve(bytes: number): void {
    this.#reserved += bytes;
  }

  release(bytes: number): void {
    this.#reserved -= bytes;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  set(name: string, bytes: number): void {
    this.delete(name);
    this.#order.push(this.#add(name, bytes));
  }

  /** Adds a file that was used longer ago than all others. */
  setOldest(name: string, bytes: number): void {
    if (this.#files.has(name)) return;
    this.#order.pushOldest(this.#add(name, bytes));
  }

  delete(name: string): void {
    const file = this.#files.get(name);
    if (!file) return;
    this.#files.delete(name);
    this.#order.remove(file);
  }

  /** Makes a file the one used last. */
  touch(name: string): void {
    const file = this.#files.get(name);
    if (!file) return;
    this.#order.remove(file);
    this.#order.push(file);
  }

  /** Forgets all files, which the caller removes. */
  clear(): string[] {
    const names = [...this.#files.keys()];
    this.#files.clear();
    this.#order.clear();
    return names;
  }

  /** Forgets the file used longest ago, which the caller removes. */
  takeOldest(): string | undefined {
    const name = this.#order.oldest?.name;
    if (name !== undefined) this.delete(name);
    return name;
  }

  #add(name: string, bytes: number): File {
    const file: File = { name, bytes, newer: undefined, older: undefined };
    this.#files.set(name, file);
    return file;
  }
}
