import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";

/**
 * What nobody caught. A rejected promise that nobody waits for is logged, and the server goes on: one forgotten `await`
 * must not end everybody's requests. After an exception nobody knows what state the process is in: it is logged, and
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
