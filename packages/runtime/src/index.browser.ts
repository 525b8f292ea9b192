/** The part of the public API that makes sense in a browser; what needs the server is not in its bundle. */
export { HttpError, httpError, notFound, type RedirectOptions, redirect } from "./control.ts";
export { href, type LinkableRoute } from "./href.ts";
export { publicEnv } from "./public-env.ts";
export type * from "./types.ts";
