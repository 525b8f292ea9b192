/** The types that pages, endpoints, middleware and `src/client.ts` of an app are written with. */

export type * from "./config.ts";
export type { MetaFields } from "./page-meta.ts";
export type { RequestCookies } from "./request-cookies.ts";
export type * from "./route-types.ts";
export type * from "./session.ts";
export type * from "./types.ts";
