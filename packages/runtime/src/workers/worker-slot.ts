import { RestartPause } from "./restart-pause.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** The place of one worker: the process changes, its number stays. */
export class WorkerSlot {
  readonly index: number;
  readonly pause = new RestartPause();
  /** Resolves when a process of this place has listened for the first time. */
  readonly hasListened: Promise<void>;
  readonly #listens: () => void;
  #current: WorkerProcess | undefined;
  #wake: (() => void) | undefined;

  constructor(index: number) {
    this.index = index;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.hasListened = promise;
    this.#listens = resolve;
  }

  get current(): WorkerProcess | undefined {
    return this.#current;
  }

  /** From now on this process has the place. */
  begin(worker: WorkerProcess): void {
    this.#current = worker;
    void worker.listening.then((listening) => listening && this.#listens());
  }

  /** Waits, unless it is woken before. */
  async sleep(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  wake(): void {
    this.#wake?.();
  }
}
