/** Bytes of a block. What a body does not fill of its last one is lost. */
export const BLOCK_BYTES = 1024;
const BLOCKS_PER_CHUNK = 1024;
const CHUNK_BYTES = BLOCK_BYTES * BLOCKS_PER_CHUNK;
/** The end of a chain of blocks. */
const NONE = 0xffffffff;

/**
 * Many bodies in a few large buffers, as chains of blocks, which are used again as soon as a body is gone. Buffers of their
 * own would be freed by garbage collection, which under a flood of pages lets several times their size come together.
 */
export class BlockArena {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  /** The block after each one, in its body or among the free ones. */
  #next = new Uint32Array(0);
  #free = NONE;
  #scratch = new Uint8Array(64 * BLOCK_BYTES);

  /** Bytes that a body of this length takes. */
  static bytesFor(length: number): number {
    return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Room for what is to be written, or read: until the next call of this arena. */
  scratch(length: number): Uint8Array<ArrayBuffer> {
    if (this.#scratch.byteLength < length) this.#scratch = new Uint8Array(BlockArena.bytesFor(length));
    return this.#scratch.subarray(0, length);
  }

  /**
   * @param bytes may be none
   * @returns the first block of the chain
   */
  write(bytes: Uint8Array): number {
    let first = NONE;
    let last = NONE;
    for (let at = 0; at < bytes.byteLength || first === NONE; at += BLOCK_BYTES) {
      const block = this.#take();
      if (last === NONE) first = block;
      else this.#next[last] = block;
      last = block;
      this.#chunkOf(block).set(bytes.subarray(at, at + BLOCK_BYTES), offsetOf(block));
    }
    this.#next[last] = NONE;
    return first;
  }

  /** @returns the body, until the next call of this arena */
  read(first: number, length: number): Uint8Array<ArrayBuffer> {
    const run = this.#runBytes(first);
    if (run >= length) return this.#chunkOf(first).subarray(offsetOf(first), offsetOf(first) + length);
    const bytes = this.scratch(length);
    let at = 0;
    for (let block = first; at < length; ) {
      const count = Math.min(this.#runBytes(block), length - at);
      const offset = offsetOf(block);
      bytes.set(this.#chunkOf(block).subarray(offset, offset + count), at);
      at += count;
      block = this.#next[block + Math.ceil(count / BLOCK_BYTES) - 1] ?? NONE;
    }
    return bytes;
  }

  /** Frees a chain. Its blocks are the next to be used, in their order: bodies of one size stay in one piece. */
  release(first: number): void {
    let last = first;
    for (let next = this.#next[last]; next !== undefined && next !== NONE; next = this.#next[last])
      last = next;
    this.#next[last] = this.#free;
    this.#free = first;
  }

  /** Frees everything, the buffers themselves included. */
  clear(): void {
    this.#chunks.length = 0;
    this.#next = new Uint32Array(0);
    this.#free = NONE;
  }

  /** Bytes up to the end of the blocks that lie behind each other. */
  #runBytes(first: number): number {
    let last = first;
    while (this.#next[last] === last + 1 && (last + 1) % BLOCKS_PER_CHUNK !== 0) last += 1;
    return (last + 1 - first) * BLOCK_BYTES;
  }

  #take(): number {
    if (this.#free === NONE) this.#addChunk();
    const block = this.#free;
    this.#free = this.#next[block] ?? NONE;
    return block;
  }

  #addChunk(): void {
    const begin = this.#chunks.length * BLOCKS_PER_CHUNK;
    this.#chunks.push(new Uint8Array(CHUNK_BYTES));
    if (this.#next.length < begin + BLOCKS_PER_CHUNK) {
      const longer = new Uint32Array(2 * this.#next.length + BLOCKS_PER_CHUNK);
      longer.set(this.#next);
      this.#next = longer;
    }
    for (let block = begin; block < begin + BLOCKS_PER_CHUNK; block++) this.#next[block] = block + 1;
    this.#next[begin + BLOCKS_PER_CHUNK - 1] = NONE;
    this.#free = begin;
  }

  #chunkOf(block: number): Uint8Array<ArrayBuffer> {
    const chunk = this.#chunks[Math.floor(block / BLOCKS_PER_CHUNK)];
    if (!chunk) throw new Error("A block was used after it was freed.");
    return chunk;
  }
}

function offsetOf(block: number): number {
  return (block % BLOCKS_PER_CHUNK) * BLOCK_BYTES;
}
