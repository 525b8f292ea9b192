export type { App } from "./app.ts";
export { HttpError, httpError, notFound, redirect } from "./control.ts";
export { type Log, log } from "./log.ts";
export type * from "./types.ts";
