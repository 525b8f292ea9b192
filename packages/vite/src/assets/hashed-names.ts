import { basename, extname } from "node:path";
import type { Rolldown } from "vite";

/**
 * Names of the files whose name changes with their content: only those may be cached forever. A plugin may emit files
 * under a name of its own (a service worker, a web manifest), and a user may name chunks without a hash.
 */
export function hashedNames(output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): Set<string> {
  const hashed = output.filter((file) => (file.type === "chunk" ? isHashedChunk(file) : isHashedAsset(file)));
  return new Set(hashed.map((file) => file.fileName));
}

/** Rolldown puts a placeholder where the hash will be. */
function isHashedChunk(chunk: Rolldown.OutputChunk): boolean {
  return chunk.preliminaryFileName !== chunk.fileName && /!~\{\w+\}~/.test(chunk.preliminaryFileName);
}

/** A hash after a name: `-B9CLHmYX`, `.d0ebbe25`. */
const HASH = /^[-._]?[\w-]{8,}$/;

/** An asset with a name but no file name of its own was named by the bundler, which added the hash. */
function isHashedAsset({ fileName, names }: Rolldown.OutputAsset): boolean {
  const stem = basename(fileName, extname(fileName));
  return names.some((name) => {
    const given = basename(name, extname(name));
    return stem !== given && HASH.test(stem.startsWith(given) ? stem.slice(given.length) : stem);
  });
}
