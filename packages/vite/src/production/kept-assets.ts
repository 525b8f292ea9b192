import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Hashed files of a build, by path below the client output. */
type Generation = string[];

const RECORD = "kept-assets.json";

/**
 * Keeps the hashed files of earlier builds, for pages that are still open in browsers. `dist/kept-assets.json` records
 * which file belongs to which build.
 */
export class KeptAssets {
  readonly #directory: string;
  readonly #client: string;
  readonly #count: number;
  #generations: Generation[] = [];
  #aside: string | undefined;

  /**
   * @param directory the build, absolute
   * @param client the client output, absolute
   * @param count how many earlier builds' files are kept
   */
  constructor(directory: string, client: string, count: number) {
    this.#directory = directory;
    this.#client = client;
    this.#count = count;
  }

  /** Moves the files of earlier builds away before Vite empties the directory. */
  async moveAway(): Promise<void> {
    if (this.#count === 0) return;
    this.#generations = (await this.#readRecord()).slice(0, this.#count);
    if (this.#generations.length === 0) return;
    this.#aside = await mkdtemp(join(this.#directory, ".kept-"));
    await this.#move(this.#client, this.#aside);
  }

  /**
   * Moves them back, except those that the new build has made as well; also after a build that failed.
   *
   * @returns paths below the client output
   */
  async moveBack(): Promise<Set<string>> {
    if (this.#aside === undefined) return new Set();
    const restored = await this.#move(this.#aside, this.#client);
    await rm(this.#aside, { recursive: true });
    this.#aside = undefined;
    return restored;
  }

  /** Records the hashed files of this build. A build that changed nothing is not recorded again. */
  async record(files: readonly string[]): Promise<void> {
    if (this.#count === 0) return;
    const current = [...files].sort();
    const [last] = this.#generations;
    const isNew = JSON.stringify(last) !== JSON.stringify(current);
    const generations = isNew ? [current, ...this.#generations] : this.#generations;
    await writeFile(join(this.#directory, RECORD), `${JSON.stringify(generations, null, 2)}\n`);
  }

  async #move(from: string, to: string): Promise<Set<string>> {
    const moved = new Set<string>();
    for (const path of new Set(this.#generations.flat())) {
      const target = join(to, path);
      if (!(await exists(join(from, path))) || (await exists(target))) continue;
      await mkdir(dirname(target), { recursive: true });
      await rename(join(from, path), target);
      moved.add(path);
    }
    return moved;
  }

  /** A missing or damaged record keeps nothing: visitors of the last build must reload. */
  async #readRecord(): Promise<Generation[]> {
    try {
      const record: unknown = JSON.parse(await readFile(join(this.#directory, RECORD), "utf8"));
      return Array.isArray(record) ? record.filter(isGeneration) : [];
    } catch {
      return [];
    }
  }
}

/** Paths stay below the directory, even if the record was tampered with. */
function isGeneration(value: unknown): value is Generation {
  return (
    Array.isArray(value) &&
    value.every((path) => typeof path === "string" && !/(^|[\\/])\.\.([\\/]|$)|^[\\/]/.test(path))
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
