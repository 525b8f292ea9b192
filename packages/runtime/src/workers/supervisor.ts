import { log } from "../diagnostics/log.ts";
import { logError, logEvents, logWarning } from "../diagnostics/log-events.ts";
import { isAnotherSignal, type ReceivedSignal } from "../util/received-signal.ts";
import { handOver, nameEnding } from "./hand-over.ts";
import type { FromWorker } from "./messages.ts";
import { Relay } from "./relay.ts";
import { Turns } from "./turns.ts";
import { WorkerProcess } from "./worker-process.ts";
import { WorkerSlot } from "./worker-slot.ts";

/** With no worker left, so many that end early in a row are enough. */
const MOST_FAILURES = 5;

export interface SupervisorOptions {
  /** The program of a worker and its parameters. */
  command: string[];
  /** How many workers there are to be, once the first one says how many the app asks for. */
  count(asked: number | undefined): number;
  /** Ends this process. */
  exit(code: number): void;
}

/**
 * Keeps workers running that share a port: starts those that ended again, replaces them one after the other, and ends them.
 * Loads nothing of the app, and does not listen.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #slots: WorkerSlot[] = [];
  /** Every process that has not ended, also replaced ones. */
  readonly #processes = new Set<WorkerProcess>();
  /** One change of who listens at a time. */
  readonly #turns = new Turns();
  readonly #relay = new Relay(this.#processes, () => this.#isUp);
  readonly #secret = crypto.randomUUID() + crypto.randomUUID();
  #port: number | undefined;
  /** Whether every worker has listened. */
  #isUp = false;
  #stop: ReceivedSignal | undefined;
  #isReplacing = false;
  #replacesAgain = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Starts the workers. The first one alone: what keeps it from starting would keep all, and is said once. */
  async start(): Promise<void> {
    const first = new WorkerSlot(0);
    this.#slots.push(first);
    const worker = this.#startIn(first);
    const listening = await this.#bringUp(worker);
    if (!listening) {
      const ending = await worker.ended;
      if (this.#stop) return;
      logError(logEvents.workersNotStarted(nameEnding(ending)));
      this.#exit(ending.code ?? 1);
      return;
    }
    const { workers } = (await worker.loaded) ?? {};
    if (this.#stop) return;
    const count = this.#options.count(workers);
    const others = Array.from({ length: count - 1 }, (_, index) => new WorkerSlot(index + 1));
    this.#slots.push(...others);
    for (const slot of others) void this.#bringUp(this.#startIn(slot));
    for (const slot of this.#slots) void this.#keep(slot);
    await Promise.all(others.map((slot) => slot.hasListened));
    this.#isUp = true;
    if (this.#stop === undefined) log.info(listening.message, { ...listening.fields, workers: count });
  }

  /** SIGTERM or SIGINT: the first one lets the workers end in order, a second one ends everything at once with 1. */
  stop(signal: string): void {
    if (this.#stop) {
      if (isAnotherSignal(this.#stop, signal)) this.#stopNow(signal);
      return;
    }
    this.#stop = { signal, at: performance.now() };
    log.info(`${signal}: stopping the workers.`, { workers: this.#processes.size });
    for (const slot of this.#slots) slot.wake();
    void this.#drainAll(signal);
  }

  /** SIGHUP: replaces the workers one after the other. One that comes meanwhile makes it begin again after that. */
  async replace(): Promise<void> {
    if (this.#stop) return;
    this.#replacesAgain = this.#isReplacing;
    if (this.#isReplacing) return;
    this.#isReplacing = true;
    do {
      this.#replacesAgain = false;
      await this.#replaceAll();
    } while (this.#replacesAgain && this.#stop === undefined);
    this.#isReplacing = false;
  }

  async #replaceAll(): Promise<void> {
    log.info("SIGHUP: replacing the workers, one after the other.");
    for (const slot of this.#slots) {
      if (this.#stop) return;
      if (!(await this.#replaceOne(slot))) return;
    }
    log.info("All workers were replaced.");
  }

  /** @returns whether the next one is to be replaced */
  async #replaceOne(slot: WorkerSlot): Promise<boolean> {
    if (!slot.current?.accepts) {
      // It is about to be started again: then, at once, and from the new files.
      slot.wake();
      return true;
    }
    const next = this.#spawn(slot.index);
    if (!(await this.#bringUp(next))) {
      const ending = await next.ended;
      if (this.#stop === undefined) logError(logEvents.workerNotReplaced(slot.index, nameEnding(ending)));
      return false;
    }
    const old = slot.current;
    slot.begin(next);
    const problem = await this.#turns.take(() => handOver({ old, next, listeners: this.#listeners }));
    if (problem !== undefined) logWarning(logEvents.handOverUnsure(problem));
    if (next.hasEnded && !old.hasEnded && !old.isDraining) slot.begin(old);
    else await old.ended;
    return true;
  }

  get #listeners(): number {
    return [...this.#processes].filter(({ accepts }) => accepts).length;
  }

  /** Starts a worker again and again, until the end. */
  async #keep(slot: WorkerSlot): Promise<void> {
    while (this.#stop === undefined) {
      const worker = slot.current;
      const ending = await worker?.ended;
      // It was replaced.
      if (slot.current !== worker || ending === undefined) continue;
      if (this.#stop) return;
      const milliseconds = slot.pause.after(worker?.listened ?? 0);
      if (this.#isHopeless()) {
        logError(logEvents.workersGivenUp(nameEnding(ending)));
        this.#exit(ending.code || 1);
        return;
      }
      const startsInSeconds = milliseconds / 1000;
      logError(logEvents.workerEnded(slot.index, nameEnding(ending)), { startsInSeconds });
      await slot.sleep(milliseconds);
      if (slot.current === worker && this.#stop === undefined) void this.#bringUp(this.#startIn(slot));
    }
  }

  #isHopeless(): boolean {
    if ([...this.#processes].some(({ accepts }) => accepts)) return false;
    return this.#slots.every(({ pause }) => pause.failures >= MOST_FAILURES);
  }

  /** Waits until a worker listens. @returns `undefined` if it ended before */
  async #bringUp(worker: WorkerProcess): Promise<Extract<FromWorker, { kind: "listening" }> | undefined> {
    if (!(await worker.started)) return undefined;
    return this.#turns.take(async () => {
      worker.send({ kind: "listen", ...(this.#port !== undefined && { port: this.#port }) });
      const listening = await worker.listening;
      this.#port = listening?.port ?? this.#port;
      return listening;
    });
  }

  #startIn(slot: WorkerSlot): WorkerProcess {
    const worker = this.#spawn(slot.index);
    slot.begin(worker);
    return worker;
  }

  #spawn(index: number): WorkerProcess {
    const worker = new WorkerProcess(index, this.#options.command, this.#secret);
    this.#processes.add(worker);
    this.#relay.connect(worker);
    void worker.ended.then(() => this.#processes.delete(worker));
    return worker;
  }

  async #drainAll(signal: string): Promise<void> {
    const processes = [...this.#processes];
    for (const worker of processes) worker.drain(signal);
    const endings = await Promise.all(processes.map(({ ended }) => ended));
    this.#exit(
      endings.every(({ code, signal }) => code === 0 || signal === "SIGTERM" || signal === "SIGINT") ? 0 : 1,
    );
  }

  #stopNow(signal: string): void {
    logWarning(logEvents.secondSignal(signal));
    for (const worker of this.#processes) worker.kill();
    this.#exit(1);
  }

  #exit(code: number): void {
    this.#options.exit(code);
  }
}
