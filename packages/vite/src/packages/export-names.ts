import { fileURLToPath } from "node:url";

/** What the process is asked: the names that a module exports. */
export interface NamesRequest {
  file: string;
}

/** Without names, the module cannot be loaded. */
export interface NamesResponse extends NamesRequest {
  names?: string[];
}

type Names = ReadonlySet<string> | undefined;

const WORKER = fileURLToPath(new URL("./export-names-worker.js", import.meta.url));

/** How long a module may take to load. */
const LOAD_MILLISECONDS = 20_000;

/**
 * Asks modules in CommonJS for the names of their exports. These are values that exist when the module has been loaded, so it is
 * loaded, in a process of its own: it may change globals, and keep a process running.
 */
export class ExportNames {
  readonly #known = new Map<string, Promise<Names>>();
  readonly #pending = new Map<string, (names: Names) => void>();
  #worker: Bun.Subprocess | undefined;

  /**
   * The names that Bun gives to a file's exports, without `default`.
   *
   * @param file absolute
   * @returns nothing if the file cannot be loaded by itself: it needs a browser, or files that only plugins can load
   */
  of(file: string): Promise<Names> {
    const known = this.#known.get(file);
    if (known) return known;
    const { promise, resolve } = Promise.withResolvers<Names>();
    this.#known.set(file, promise);
    const timer = setTimeout(() => this.stop(), LOAD_MILLISECONDS);
    this.#pending.set(file, (names) => {
      clearTimeout(timer);
      this.#pending.delete(file);
      resolve(names);
    });
    this.#worker ??= this.#start();
    this.#worker.send({ file } satisfies NamesRequest);
    return promise;
  }

  /** Ends the process. What it has not said is unknown. */
  stop(): void {
    this.#worker?.kill();
    this.#worker = undefined;
    for (const answer of [...this.#pending.values()]) answer(undefined);
  }

  /** Ends the process if nothing is asked. */
  stopIfIdle(): void {
    if (this.#pending.size === 0) this.stop();
  }

  /** Files may have changed: the process has loaded the old ones. */
  forget(): void {
    this.#known.clear();
    this.stop();
  }

  #start(): Bun.Subprocess {
    const worker = Bun.spawn([process.execPath, "--no-install", WORKER], {
      env: process.env,
      stdin: "ignore",
      stdout: "ignore",
      stderr: "ignore",
      ipc: ({ file, names }: NamesResponse) => this.#pending.get(file)?.(names && new Set(names)),
      onExit: () => {
        if (this.#worker === worker) this.stop();
      },
    });
    return worker;
  }
}
