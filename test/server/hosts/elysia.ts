import { Elysia } from "elysia";
import { built, started } from "./built.ts";

const { app } = await built();

const elysia = new Elysia()
  .get("/host", () => "the host's own")
  // Without `parse: "none"` Elysia reads the body, which is then gone.
  .all("/*", ({ request, server }) => app.fetch(request, server ?? undefined), { parse: "none" })
  .listen({
    port: Number(process.env.PORT),
    hostname: "127.0.0.1",
    development: false,
    idleTimeout: 2,
    // In place of the handlers of Elysia's own `.ws` routes.
    websocket: app.websocket,
  });

if (!elysia.server) throw new Error("Elysia did not start a server");
started(elysia.server);
