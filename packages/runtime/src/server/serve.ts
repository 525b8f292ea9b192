import type { App } from "../app.ts";
import { errors } from "../errors.ts";
import { errorFields, log } from "../log.ts";
import { readPort } from "./env.ts";

/**
 * Starts the production server. Prints one line with its address, or one line why it could not start, and then
 * exits with 1.
 */
export function serve(app: App): Bun.Server<unknown> {
  try {
    const server = listen(app);
    const routes = app.build.table.routes.length;
    log.info(`Bunsen ${app.build.versions.bunsen} on ${server.url.href}`, {
      mode: app.build.mode,
      bun: Bun.version,
      routes,
    });
    return server;
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function listen(app: App): Bun.Server<unknown> {
  const port = readPort(process.env.PORT);
  try {
    return Bun.serve({
      port,
      hostname: process.env.HOST || "0.0.0.0",
      // Without this Bun answers exceptions with a page of source code unless NODE_ENV says production.
      development: false,
      fetch: (request, server) => app.fetch(request, server),
      error: (error) => {
        log.error("The request handler failed.", errorFields(error));
        return new Response("Internal Server Error", { status: 500 });
      },
    });
  } catch (error) {
    throw isAddressInUse(error) ? errors.portInUse(port) : error;
  }
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
