/** What file systems commonly take at least, and in steps of which they take more. */
const BLOCK_BYTES = 4096;

/** The pages on disk with what they take, in the order of their use; so that there can be a bound. */
export class DiskUse {
  /** What was used longest ago first. */
  readonly #files = new Map<string, number>();
  #bytes = 0;

  /** Bytes on disk, of files that are there and of those that are being written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many files are there. */
  get files(): number {
    return this.#files.size;
  }

  static bytesFor(length: number): number {
    return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Counts a file that is being written, until `release`. */
  reserve(bytes: number): void {
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  set(name: string, bytes: number): void {
    this.delete(name);
    this.#files.set(name, bytes);
    this.#bytes += bytes;
  }

  delete(name: string): void {
    this.#bytes -= this.#files.get(name) ?? 0;
    this.#files.delete(name);
  }

  /** Makes a file the one used last. */
  touch(name: string): void {
    const bytes = this.#files.get(name);
    if (bytes === undefined) return;
    this.#files.delete(name);
    this.#files.set(name, bytes);
  }

  /** What is there, the file used longest ago first. */
  names(): string[] {
    return [...this.#files.keys()];
  }

  /** Forgets all files, which the caller removes. */
  clear(): string[] {
    const names = this.names();
    for (const name of names) this.delete(name);
    return names;
  }

  /** Forgets the file used longest ago, which the caller removes. */
  takeOldest(): string | undefined {
    for (const name of this.#files.keys()) {
      this.delete(name);
      return name;
    }
    return undefined;
  }
}
