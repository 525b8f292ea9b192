import { SMALL_BYTES } from "../../http/compress.ts";
import { BlockArena } from "../memory/block-arena.ts";

const encoder = new TextEncoder();

/**
 * The body of a cached page, and what describes it: as the render made it at first, so that whoever waits for that gets it
 * without a copy, then in the blocks of the cache.
 */
export class CachedBody {
  readonly byteLength: number;
  #content: string | Uint8Array<ArrayBuffer> | Blob | undefined;
  #arena: BlockArena | undefined;
  #block = 0;
  /** Bytes of what describes the body, in front of it; 0 if it is not in blocks. */
  #labelBytes = 0;

  constructor(content: string | Uint8Array<ArrayBuffer>) {
    this.byteLength = typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
    this.#content = content;
  }

  /** What a `Response` is made of immediately, which copies it. */
  get init(): string | Uint8Array<ArrayBuffer> | Blob {
    return this.#content ?? this.#inBlocks().subarray(this.#labelBytes);
  }

  /** The bytes; where they are in blocks, until others are read. */
  get bytes(): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> {
    const content = this.init;
    if (typeof content === "string") return encoder.encode(content);
    return content instanceof Blob ? content.bytes() : content;
  }

  /** The same before the body was moved. */
  get newBytes(): Uint8Array<ArrayBuffer> {
    const { bytes } = this;
    if (bytes instanceof Promise || this.#arena) throw new Error("The body of a cached page has moved.");
    return bytes;
  }

  /** What describes the body, once that is in blocks. */
  get label(): string {
    return new TextDecoder().decode(this.#inBlocks().subarray(0, this.#labelBytes));
  }

  /** Bytes of memory. */
  get bytesInMemory(): number {
    const { byteLength } = this;
    return byteLength <= SMALL_BYTES ? BlockArena.bytesFor(byteLength) : byteLength;
  }

  /**
   * Moves into blocks, for a page that the cache keeps.
   *
   * @returns whether the label went along: not with a large body
   */
  moveTo(arena: BlockArena, label = ""): boolean {
    const content = this.#content;
    if (content === undefined || content instanceof Blob) return false;
    if (this.byteLength > SMALL_BYTES) {
      // Many slow clients of a large page share it, where each response to a smaller one has a copy.
      this.#content = new Blob([content]);
      return false;
    }
    const labelBytes = Buffer.byteLength(label);
    const bytes = arena.scratch(labelBytes + this.byteLength);
    if (labelBytes > 0) encoder.encodeInto(label, bytes);
    if (typeof content === "string") encoder.encodeInto(content, bytes.subarray(labelBytes));
    else bytes.set(content, labelBytes);
    this.#labelBytes = labelBytes;
    this.#block = arena.write(bytes);
    this.#arena = arena;
    this.#content = undefined;
    return true;
  }

  /** Gives the blocks back, when the cache no longer has the page. */
  release(): void {
    this.#arena?.release(this.#block);
    this.#arena = undefined;
  }

  /** @throws an Error after `release` */
  #inBlocks(): Uint8Array<ArrayBuffer> {
    if (!this.#arena) throw new Error("A cached page was used after it had left the cache.");
    return this.#arena.read(this.#block, this.#labelBytes + this.byteLength);
  }
}
