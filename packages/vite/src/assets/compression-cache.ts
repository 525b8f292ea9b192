import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Bytes before the content: a hash of it. */
const HEADER = 8;
const MOST_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * What earlier builds have compressed, in files named by the content: most files are the same in the next build, and
 * compressing them takes most of its time. Where the files cannot be written, builds just take longer.
 */
export class CompressionCache {
  readonly #directory: string;
  #isWritable = true;

  /** @param directory absolute; need not exist, and holds nothing else */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @returns `undefined` if it is not there, or damaged */
  async read(name: string): Promise<Uint8Array | undefined> {
    const file = join(this.#directory, name);
    const stored = await readFile(file).catch(ignoreSystemError);
    if (!stored || stored.byteLength < HEADER) return undefined;
    const content = stored.subarray(HEADER);
    if (stored.readBigUInt64BE() !== checksum(content)) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(ignoreSystemError);
    return content;
  }

  async write(name: string, content: Uint8Array): Promise<void> {
    if (!this.#isWritable) return;
    const stored = Buffer.allocUnsafe(HEADER + content.byteLength);
    stored.writeBigUInt64BE(checksum(content));
    stored.set(content, HEADER);
    const unfinished = join(this.#directory, `${randomUUID()}.tmp`);
    try {
      await mkdir(this.#directory, { recursive: true });
      await writeFile(unfinished, stored);
      await rename(unfinished, join(this.#directory, name));
    } catch (error) {
      ignoreSystemError(error);
      this.#isWritable = false;
      await rm(unfinished, { force: true }).catch(ignoreSystemError);
    }
  }

  /** Removes what no build has used for 30 days, and what was used longest ago beyond 512 MB. */
  async prune(): Promise<void> {
    const names = (await readdir(this.#directory).catch(ignoreSystemError)) ?? [];
    const files = await Promise.all(
      names.map(async (name) => {
        const file = join(this.#directory, name);
        const stats = await stat(file).catch(ignoreSystemError);
        return { file, bytes: stats?.size ?? 0, usedAt: stats?.mtimeMs ?? 0 };
      }),
    );
    let bytes = 0;
    for (const { file, bytes: size, usedAt } of files.sort((a, b) => b.usedAt - a.usedAt)) {
      bytes += size;
      if (bytes > MOST_BYTES || usedAt < Date.now() - MOST_MILLISECONDS)
        await rm(file, { force: true }).catch(ignoreSystemError);
    }
  }
}

/**
 * The directory for it: `node_modules/.cache/bunsen/compressed`, beside Vite's own cache, or in that if the user has put it
 * elsewhere.
 *
 * @param cacheDir Vite's, absolute
 */
export function compressionDirectory(cacheDir: string): string {
  const parent = dirname(cacheDir);
  return basename(parent) === "node_modules"
    ? join(parent, ".cache", "bunsen", "compressed")
    : join(cacheDir, "bunsen-compressed");
}

function checksum(content: Uint8Array): bigint {
  return Bun.hash.xxHash64(content);
}

function ignoreSystemError(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error)) throw error;
}
