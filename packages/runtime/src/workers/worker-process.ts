import { WORKER_SECRET_VARIABLE, WORKER_VARIABLE } from "../contract/worker-process.ts";
import { type Envelope, type FromWorker, Mailbox, type ToWorker } from "./messages.ts";

/** How a process has ended: by itself, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Milliseconds on top of what a worker needs to end in order, after which it is killed. */
const KILL_GRACE_MILLISECONDS = 5000;

/** One process that serves, as its supervisor sees it. */
export class WorkerProcess {
  readonly index: number;
  readonly mail = new Mailbox<FromWorker>();
  /** Resolve with `undefined` if the process has ended before. */
  readonly loaded = this.mail.next("loaded");
  readonly started = this.mail.next("started");
  readonly listening = this.mail.next("listening");
  readonly ended: Promise<Ending>;
  readonly #child: Bun.Subprocess<"ignore", "inherit", "inherit">;
  #listensSince: number | undefined;
  #isClosed = false;
  #hasEnded = false;
  #isDraining = false;
  /** Seconds; `undefined` while it does not know of orders yet. */
  #stopSeconds: number | undefined;

  /**
   * @param command the program and its parameters
   * @param secret what only workers know
   */
  constructor(index: number, command: string[], secret: string) {
    this.index = index;
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.mail.on("loaded", ({ stopSeconds }) => {
      this.#stopSeconds = stopSeconds;
    });
    this.mail.on("listening", () => {
      this.#listensSince = performance.now();
    });
    this.mail.on("closed", () => {
      this.#isClosed = true;
    });
    this.#child = Bun.spawn(command, {
      env: { ...process.env, [WORKER_VARIABLE]: String(index), [WORKER_SECRET_VARIABLE]: secret },
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (message) => this.mail.receive(message),
      onExit: (_child, code, signal, error) => {
        this.#hasEnded = true;
        this.mail.close();
        resolve({ code: error ? 1 : code, signal: signal === null ? null : nameOfSignal(signal) });
      },
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether it hears what it is told. */
  get isLoaded(): boolean {
    return this.#stopSeconds !== undefined;
  }

  /** Whether connections may come to it. */
  get accepts(): boolean {
    return this.#listensSince !== undefined && !this.#isClosed && !this.#hasEnded;
  }

  /** Whether it was told to end. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Milliseconds since it began to listen. */
  get listened(): number {
    return this.#listensSince === undefined ? 0 : performance.now() - this.#listensSince;
  }

  /** A process that has ended, or is about to, gets nothing. */
  send(message: ToWorker): void {
    if (this.#hasEnded) return;
    try {
      this.#child.send({ bunsen: message } satisfies Envelope<ToWorker>);
    } catch {
      // Its channel closes a moment before its end is known.
    }
  }

  /** Lets it end in order, and kills it if it takes longer than it may. */
  drain(reason: string, isReplaced = false): void {
    this.#isDraining = true;
    if (this.#stopSeconds === undefined) this.#child.kill("SIGTERM");
    else this.send({ kind: "drain", reason, isReplaced });
    const milliseconds = (this.#stopSeconds ?? 0) * 1000 + KILL_GRACE_MILLISECONDS;
    const timer = setTimeout(() => this.kill(), milliseconds);
    void this.ended.then(() => clearTimeout(timer));
  }

  kill(): void {
    if (!this.#hasEnded) this.#child.kill("SIGKILL");
  }
}

/** Bun gives a number here. */
function nameOfSignal(signal: number | string): string {
  const { signals } = process.getBuiltinModule("node:os").constants;
  return Object.entries(signals).find(([, number]) => number === signal)?.[0] ?? String(signal);
}
