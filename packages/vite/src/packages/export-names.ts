import { fileURLToPath } from "node:url";

/** What the process is asked: the names that a module exports. */
export interface NamesRequest {
  file: string;
}

/** A module as Bun has loaded it. */
export interface LoadedModule {
  /** Of its exports, without `default`. */
  names: string[];
  /** Its own and those that it requires, absolute. */
  files: string[];
}

export interface NamesResponse extends NamesRequest {
  /** Left out if the module cannot be loaded. */
  loaded: LoadedModule | undefined;
}

type Loaded = LoadedModule | undefined;

const WORKER = fileURLToPath(new URL("./export-names-worker.js", import.meta.url));

/** How long a module may take to load. */
const LOAD_MILLISECONDS = 20_000;

/**
 * Asks modules in CommonJS for the names of their exports. These are values that exist when the module has been loaded, so it is
 * loaded, in a process of its own: it may change globals, and keep a process running.
 */
export class ExportNames {
  readonly #known = new Map<string, Promise<Loaded>>();
  readonly #pending = new Map<string, (loaded: Loaded) => void>();
  #worker: Bun.Subprocess | undefined;

  /**
   * Loads a file as Bun does.
   *
   * @param file absolute
   * @returns nothing if the file cannot be loaded by itself: it needs a browser, or files that only plugins can load
   */
  of(file: string): Promise<Loaded> {
    const known = this.#known.get(file);
    if (known) return known;
    const { promise, resolve } = Promise.withResolvers<Loaded>();
    this.#known.set(file, promise);
    const timer = setTimeout(() => this.stop(), LOAD_MILLISECONDS);
    this.#pending.set(file, (loaded) => {
      clearTimeout(timer);
      this.#pending.delete(file);
      resolve(loaded);
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
      ipc: ({ file, loaded }: NamesResponse) => this.#pending.get(file)?.(loaded),
      onExit: () => {
        if (this.#worker === worker) this.stop();
      },
    });
    return worker;
  }
}
