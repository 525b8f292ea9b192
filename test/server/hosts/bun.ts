import { built, started } from "./built.ts";

const { app } = await built();

started(
  Bun.serve({
    port: Number(process.env.PORT),
    hostname: "127.0.0.1",
    development: false,
    idleTimeout: 2,
    websocket: app.websocket,
    fetch(request, server) {
      if (new URL(request.url).pathname === "/host") return new Response("the host's own");
      return app.fetch(request, server);
    },
  }),
);
