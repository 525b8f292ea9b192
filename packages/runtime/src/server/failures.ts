import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";

/**
 * What no code caught. A rejected promise that no code waits for is logged, and the server goes on: one forgotten `await`
 * must not end other requests. After an exception the state of the process is unknown: it is logged, and
 * `end` lets the requests in flight finish.
 */
export function handleFailures(end: (reason: string) => void): void {
  process.on("unhandledRejection", (reason) => {
    logError(logEvents.unhandledRejection(), errorFields(reason));
  });
  process.on("uncaughtException", (error) => {
    logError(logEvents.uncaughtException(), errorFields(error));
    end("uncaught exception");
  });
}
