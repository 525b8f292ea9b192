import { Hono } from "hono";
import { built, started } from "./built.ts";

const { app } = await built();

const hono = new Hono<{ Bindings: Bun.Server<unknown> }>();
hono.get("/host", (c) => c.text("the host's own"));
hono.all("*", (c) => app.fetch(c.req.raw, c.env));

started(
  Bun.serve({
    port: Number(process.env.PORT),
    hostname: "127.0.0.1",
    development: false,
    idleTimeout: 2,
    websocket: app.websocket,
    fetch: hono.fetch,
  }),
);
