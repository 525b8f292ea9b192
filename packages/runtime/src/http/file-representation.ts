import { SMALL_BYTES } from "./compress.ts";
import type { Encoding } from "./encoding.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import type { RepeatableBody } from "./repeatable-body.ts";

/** Files up to this many bytes are cached in memory after their first request; larger ones are read for each request. */
const MAX_CACHED_FILE = 1024 * 1024;

/** The source of client files: a directory, or the executable that they are embedded in. */
export interface ClientFiles {
  /** The file at a path below the client directory; opens it without reading. */
  open(path: string): Blob;
}

export interface RepresentationOptions {
  source: ClientFiles;
  /** Path below the client directory. */
  path: string;
  type: string;
  /** Bytes. */
  size: number;
  etag: string;
  cacheControl: string;
  /** Whether other encodings of the same file exist, so that caches must distinguish them (`Vary`). */
  varies: boolean;
  encoding?: Encoding;
}

/** Many slow clients of a large file share a `Blob`; bytes, which are copied, are sent in less time. */
export type FileBody = Uint8Array<ArrayBuffer> | Blob;

/**
 * One encoding of a file, with its headers. Making a `Response` of `Headers` that exist already takes a fraction of the time
 * that it takes with plain objects.
 */
export class FileRepresentation implements RepeatableBody {
  readonly size: number;
  readonly etag: string;
  /** For the whole file. */
  readonly headers: Headers;
  /** The headers of a 304, without those that describe the content (RFC 9110 §15.4.5). */
  readonly notModifiedHeaders: Headers;
  /** Below the client directory. */
  readonly path: string;
  readonly #source: ClientFiles;
  #held: FileBody | undefined;
  #loading: Promise<FileBody | undefined> | undefined;

  constructor(options: RepresentationOptions) {
    this.size = options.size;
    this.etag = options.etag;
    this.#source = options.source;
    this.path = options.path;
    const shared = new Headers({
      etag: options.etag,
      "cache-control": options.cacheControl,
      ...SECURITY_HEADERS,
    });
    if (options.varies) shared.set("vary", "Accept-Encoding");
    this.notModifiedHeaders = shared;
    this.headers = new Headers(shared);
    this.headers.set("content-type", options.type);
    this.headers.set("accept-ranges", "bytes");
    this.headers.set("content-length", String(options.size));
    // The default of browsers. Without the header, Bun adds one with the file's name to a GET of some types, not to a HEAD.
    if (options.size > MAX_CACHED_FILE) this.headers.set("content-disposition", "inline");
    if (options.encoding) this.headers.set("content-encoding", options.encoding);
  }

  /**
   * The bytes, or some of them.
   *
   * @param start first byte
   * @param end one after the last byte
   * @returns `undefined` if the file is missing, or is not the file of the build
   */
  body(start = 0, end: number = this.size): FileBody | undefined | Promise<FileBody | undefined> {
    if (this.#held) return start === 0 && end === this.size ? this.#held : this.#held.slice(start, end);
    if (this.size > MAX_CACHED_FILE) return this.#open(start, end);
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading.then((held) => held?.slice(start, end));
  }

  /** The whole file, if it is in memory. */
  again(): FileBody | undefined {
    return this.#held;
  }

  async #load(): Promise<FileBody | undefined> {
    try {
      const bytes = await this.#source.open(this.path).arrayBuffer();
      if (bytes.byteLength !== this.size) return undefined;
      this.#held = bytes.byteLength > SMALL_BYTES ? new Blob([bytes]) : new Uint8Array(bytes);
      return this.#held;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Always a slice: for a whole file, Bun itself handles `Range` and ignores `If-Range`. */
  #open(start: number, end: number): Blob | undefined {
    const file = this.#source.open(this.path);
    return file.size === this.size ? file.slice(start, end) : undefined;
  }
}
