import type { Encoding } from "./encoding.ts";
import { type ClientFiles, FileRepresentation } from "./file-representation.ts";
import type { InlineHashes } from "./inline-hashes.ts";
import type { CanonicalPath } from "./path.ts";

/** The description of a file of the build that has a URL: plain data that the build writes. */
export interface StaticFile {
  /** Path below the client directory. */
  path: string;
  /** Content type. */
  type: string;
  /** Bytes. */
  size: number;
  /** Strong and content-based, with its quotes. */
  etag: string;
  /** Whether the name changes with the content, so that it may be cached forever. */
  immutable: boolean;
  /** For a prerendered page: the inline scripts and styles that its policy must allow. */
  inline?: InlineHashes;
  /** Bytes of each precompressed variant, which is beside the file as `<path>.<extension>`. */
  encodings?: Partial<Record<Encoding, number>>;
}

/** Client files in a directory. */
export function directoryFiles(directory: string): ClientFiles {
  return { open: (path) => Bun.file(`${directory}/${path}`) };
}

/** The file extensions of precompressed variants. */
export const ENCODING_EXTENSIONS: Readonly<Record<Encoding, string>> = {
  br: ".br",
  zstd: ".zst",
  gzip: ".gz",
};

/** A file that can be served: its plain bytes and its precompressed variants. */
export interface ServedFile {
  /** Whether the name changes with the content: such files are sent before middleware runs. */
  readonly immutable: boolean;
  readonly inline?: InlineHashes;
  readonly plain: FileRepresentation;
  readonly variants: Readonly<Partial<Record<Encoding, FileRepresentation>>>;
  /** The encodings of `variants`, the smallest first. */
  readonly encodings: readonly Encoding[];
}

/** Finds files by URL path. */
export interface FileIndex {
  find(path: CanonicalPath): ServedFile | undefined;
}

const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATED = "public, max-age=300, must-revalidate";

/**
 * Makes the headers of a file and its variants. The bytes are read for the first request.
 *
 * @param cacheControl default: by `file.immutable`; for development
 */
export function prepareFile(
  file: StaticFile,
  source: ClientFiles,
  cacheControl: string = file.immutable ? IMMUTABLE : REVALIDATED,
): ServedFile {
  const sizes = Object.entries(file.encodings ?? {}) as [Encoding, number][];
  sizes.sort(([, a], [, b]) => a - b);
  const encodings = sizes.map(([encoding]) => encoding);
  const shared = { source, type: file.type, cacheControl, varies: encodings.length > 0 };
  const variants: Partial<Record<Encoding, FileRepresentation>> = {};
  for (const [encoding, size] of sizes) {
    const path = file.path + ENCODING_EXTENSIONS[encoding];
    const etag = `${file.etag.slice(0, -1)}-${encoding}"`;
    variants[encoding] = new FileRepresentation({ ...shared, path, size, etag, encoding });
  }
  const plain = new FileRepresentation({ ...shared, path: file.path, size: file.size, etag: file.etag });
  return { immutable: file.immutable, inline: file.inline, plain, variants, encodings };
}

/**
 * All files of a build by canonical URL path. Only files in this map can be requested, so path traversal is impossible.
 */
export class StaticFiles implements FileIndex {
  readonly #files: Readonly<Record<string, StaticFile>>;
  readonly #source: ClientFiles;
  /** Files that were requested. The others are not prepared, which keeps the start of the server fast. */
  readonly #served = new Map<string, ServedFile>();

  /** @param files by canonical URL path; files of `public/` are also found below `/public` */
  constructor(files: Readonly<Record<string, StaticFile>>, source: ClientFiles) {
    this.#files = files;
    this.#source = source;
  }

  find({ path }: CanonicalPath): ServedFile | undefined {
    return this.#served.get(path) ?? this.#prepare(path);
  }

  #prepare(path: string): ServedFile | undefined {
    const file = this.#lookUp(path);
    if (!file) return undefined;
    const served = prepareFile(file, this.#source);
    this.#served.set(path, served);
    return served;
  }

  #lookUp(path: string): StaticFile | undefined {
    if (Object.hasOwn(this.#files, path)) return this.#files[path];
    const own = path.startsWith("/public/") ? path.slice("/public".length) : "";
    const file = Object.hasOwn(this.#files, own) ? this.#files[own] : undefined;
    return file?.immutable ? undefined : file;
  }
}
