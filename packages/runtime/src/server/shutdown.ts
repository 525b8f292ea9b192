import type { CronScheduler } from "../cron/scheduler.ts";
import { errorFields, log } from "../diagnostics/log.ts";
import { logError, logEvents, logWarning } from "../diagnostics/log-events.ts";
import { isAnotherSignal, type ReceivedSignal } from "../util/received-signal.ts";
import { timerDelay } from "../util/timer-delay.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";

/** Milliseconds that `onShutdown` may take. */
const HOOK_MILLISECONDS = 10_000;
/** Milliseconds that the cache store may take to end its connections. */
const CLOSE_MILLISECONDS = 1000;

/**
 * Seconds that clients are told to leave before the server stops accepting: a stop closes every connection that seems
 * idle, also one on which the next request is under way. A busy client has a response that closes its connection long before.
 */
const FAREWELL_SECONDS = 0.25;

const TURNS = 10;

/** What a shutdown acts on. */
export interface ShutdownParts {
  /** Bun's server. */
  server: Pick<Bun.Server<unknown>, "stop" | "pendingRequests">;
  /** Tells that the process accepts no more connections. */
  onClosed?: () => void;
  /** Makes readiness a 503 and responses close their connections. */
  beginDraining(): void;
  /** Says goodbye to every WebSocket (close code 1001). */
  closeWebSockets(): void;
  /** Begun jobs, whose signals `beginDraining` aborts. */
  jobs?: Pick<CronScheduler, "settle" | "running"> | undefined;
  onShutdown: (() => unknown) | undefined;
  /** Seconds between "not ready" and the end of accepting, at least the farewell's. */
  delay: number;
  /** Seconds that requests in flight may take. */
  timeout: number;
  /** Ends what the app holds open besides requests. */
  close(): Promise<void>;
  /** Ends the process. */
  exit(code: number): void;
}

/** Seconds that a shutdown may take, by its options. */
export function stopSeconds({ delay, timeout }: Pick<ShutdownParts, "delay" | "timeout">): number {
  return Math.max(FAREWELL_SECONDS, delay) + timeout + (HOOK_MILLISECONDS + CLOSE_MILLISECONDS) / 1000;
}

/** Ends the server in order: not ready, delay, no more connections, what is in flight, jobs, `onShutdown`, exit. */
export class Shutdown {
  readonly #parts: ShutdownParts;
  #begun: ReceivedSignal | undefined;

  constructor(parts: ShutdownParts) {
    this.#parts = parts;
  }

  /** SIGTERM or SIGINT: the first one ends the server with 0, a second one the process at once with 1. */
  onSignal(signal: string): void {
    const begun = this.#begun;
    if (!begun) {
      this.begin(signal, 0);
    } else if (isAnotherSignal(begun, signal)) {
      logWarning(logEvents.secondSignal(signal));
      this.#parts.exit(1);
    }
  }

  /**
   * Ends the server, and then the process with `code`. Does nothing if that is already going on.
   *
   * @param reason a signal's name, or what went wrong; a crash skips the delay
   * @param farewell seconds between the last word to clients and the end of accepting
   */
  begin(reason: string, code: number, farewell = this.#farewell(code)): void {
    if (this.#begun) return;
    this.#begun = { signal: reason, at: performance.now() };
    this.#run(reason, farewell)
      .catch((error: unknown) => logError(logEvents.shutdownFailed(), errorFields(error)))
      .finally(() => this.#parts.exit(code));
  }

  #farewell(code: number): number {
    return Math.max(FAREWELL_SECONDS, code === 0 ? this.#parts.delay : 0);
  }

  async #run(reason: string, farewell: number): Promise<void> {
    const { server, timeout } = this.#parts;
    this.#parts.beginDraining();
    log.info(`${reason}: shutting down.`, { requests: server.pendingRequests });
    await sleepInTurns(farewell);
    const begun = performance.now();
    const stopped = server.stop();
    this.#parts.onClosed?.();
    this.#parts.closeWebSockets();
    if ((await withTimeout(timeout * 1000, stopped)) === TIMED_OUT) {
      logWarning(logEvents.requestsCut(timeout), { requests: server.pendingRequests });
      await server.stop(true);
    }
    await this.#finishJobs(timeout - (performance.now() - begun) / 1000);
    await this.#callHook();
    await withTimeout(CLOSE_MILLISECONDS, this.#parts.close());
    log.info("Shut down.");
  }

  /** @param seconds what requests have left of their time */
  async #finishJobs(seconds: number): Promise<void> {
    const { jobs, timeout } = this.#parts;
    if (!jobs || jobs.running.length === 0) return;
    if ((await withTimeout(Math.max(seconds, 0) * 1000, jobs.settle())) !== TIMED_OUT) return;
    logWarning(logEvents.cronCut(jobs.running.join(", "), timeout));
  }

  async #callHook(): Promise<void> {
    const { onShutdown } = this.#parts;
    if (!onShutdown) return;
    try {
      if ((await withTimeout(HOOK_MILLISECONDS, onShutdown())) === TIMED_OUT) {
        logWarning(logEvents.shutdownHookLate(HOOK_MILLISECONDS / 1000));
      }
    } catch (error) {
      logError(logEvents.shutdownHookFailed(), errorFields(error));
    }
  }
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timerDelay(seconds * 1000)));
}

/** A server that is behind with its work, or gets no processor, is behind in each turn: it takes as much longer. */
async function sleepInTurns(seconds: number): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await sleep(seconds / TURNS);
}
