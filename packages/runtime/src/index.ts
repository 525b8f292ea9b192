export type { App } from "./app.ts";
export { HttpError, httpError, notFound, type RedirectOptions, redirect } from "./control.ts";
export { href, type LinkableRoute } from "./href.ts";
export { type Log, type LogFields, log } from "./log.ts";
export { publicEnv } from "./public-env.ts";
export { safeJoin } from "./safe-join.ts";
export { defineServer, type Middleware, type ServerOptions } from "./server-options.ts";
export { singleton } from "./singleton.ts";
export type * from "./types.ts";
