import { readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { encodePath } from "@bunsen/runtime/internal/encode-path";
import type { Encoding } from "@bunsen/runtime/internal/encoding";
import { isCompressible } from "@bunsen/runtime/internal/media-type";
import { ENCODING_EXTENSIONS, type StaticFile } from "@bunsen/runtime/internal/static-files";
import { buildErrors } from "../diagnostics/build-errors.ts";
import { compressVariants } from "./compress.ts";
import type { CompressionCache } from "./compression-cache.ts";
import { contentTypeOf } from "./content-type.ts";
import { isPublished, type PublicFile } from "./public-files.ts";

/** The client output. */
export interface ClientOutput {
  /** Absolute. */
  directory: string;
  /** Names of the files whose names change with their content. */
  hashed: ReadonlySet<string>;
  /** Paths of the files that were copied from `public/`. */
  published: ReadonlySet<string>;
  compressed: CompressionCache;
}

/**
 * Copies the files of `public/` into the client output, which Vite would do without checking them.
 *
 * @throws {BunsenPluginError} if one would replace a built file
 */
export async function copyPublicFiles(
  files: readonly PublicFile[],
  directory: string,
  built: ReadonlySet<string>,
): Promise<void> {
  const taken = files.map((file) => file.segments.join("/")).find((path) => built.has(path));
  if (taken !== undefined) throw buildErrors.publicFileTaken(taken);
  await eachAtOnce(files, async ({ segments, source }) => {
    const target = join(directory, ...segments);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, target);
  });
}

/**
 * Describes every file that the server may send, by its canonical URL path, and writes compressed variants beside those
 * that get smaller.
 */
export async function staticFiles(output: ClientOutput): Promise<Record<string, StaticFile>> {
  const present = new Set(listFiles(output.directory));
  const paths = [...present].filter((path) => isServed(path, output) && !isVariant(path, present, output));
  const files = await eachAtOnce(paths, (path) => describeFile(path, output));
  return Object.fromEntries(files.map((file) => [encodePath(file.path.split("/")), file]));
}

/** Source maps and Vite's own files are beside the others, but are not published. */
function isServed(path: string, { published }: ClientOutput): boolean {
  if (published.has(path)) return true;
  return !path.endsWith(".map") && isPublished(path.split("/"));
}

/** Left over from an earlier build into the same directory. */
function isVariant(path: string, present: ReadonlySet<string>, { published }: ClientOutput): boolean {
  if (published.has(path)) return false;
  return Object.values(ENCODING_EXTENSIONS).some(
    (extension) => path.endsWith(extension) && present.has(path.slice(0, -extension.length)),
  );
}

/** Describes one file of an output, and writes its compressed variants beside it. */
export async function describeFile(path: string, output: ClientOutput): Promise<StaticFile> {
  const file = join(output.directory, path);
  const bytes = await readBytes(file);
  const type = contentTypeOf(path);
  const encodings = isCompressible(type) ? await writeVariants(path, bytes, output) : {};
  return {
    path,
    type,
    size: bytes.byteLength,
    etag: contentEtag(bytes),
    immutable: output.hashed.has(path),
    ...(Object.keys(encodings).length > 0 && { encodings }),
  };
}

/** A strong ETag of the content (RFC 9110 §8.8.3). */
export function contentEtag(bytes: Uint8Array): string {
  return `"${Bun.hash.wyhash(bytes).toString(16).padStart(16, "0")}"`;
}

/** Bytes above which a file is mapped rather than read: a video does not have to fit into memory. */
const LARGE = 16 * 1024 * 1024;

async function readBytes(file: string): Promise<Uint8Array> {
  const { size } = await stat(file);
  if (size < LARGE || process.platform === "win32") return readFile(file);
  return Bun.mmap(file);
}

async function writeVariants(
  path: string,
  bytes: Uint8Array,
  { directory, published, compressed }: ClientOutput,
): Promise<StaticFile["encodings"] & object> {
  const sizes: Partial<Record<Encoding, number>> = {};
  for (const [encoding, variant] of await compressVariants(bytes, compressed)) {
    const target = path + ENCODING_EXTENSIONS[encoding];
    // A file that the user publishes under this name is a file of its own.
    if (published.has(target)) continue;
    await writeFile(join(directory, target), variant);
    sizes[encoding] = variant.byteLength;
  }
  return sizes;
}

/** As many in parallel as there are processors: each reads a whole file. */
export async function eachAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  });
  await Promise.all(workers);
  return results;
}

/** The files in a directory and below, relative to it, with forward slashes, in order. */
export function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
