import { errorFields } from "@bunsen/runtime/internal/log";
import { type LogEvent, logError, logEvents } from "@bunsen/runtime/internal/log-events";
import type { ViteDevServer } from "vite";
import { overlayPayload } from "./overlay.ts";

/**
 * Keeps one forgotten `await`, or an error in a timer, from ending the development server: it is logged, and shown in
 * open tabs. A server of the user's own, or Vitest's, handles such errors itself.
 */
export function surviveLateErrors(server: ViteDevServer): void {
  if (!server.httpServer || process.env.VITEST !== undefined) return;
  const { config, environments } = server;
  const report = (event: LogEvent, error: unknown) => {
    logError(event, errorFields(error));
    environments.client?.hot.send("bunsen:error", overlayPayload(error, config.root));
  };
  const onRejection = (reason: unknown) => report(logEvents.unhandledRejection(), reason);
  const onException = (error: unknown) => report(logEvents.survivedException(), error);
  process.on("unhandledRejection", onRejection);
  process.on("uncaughtException", onException);
  server.httpServer.once("close", () => {
    process.off("unhandledRejection", onRejection);
    process.off("uncaughtException", onException);
  });
}
