/** The variables of the server, apart from the rest: browser code must not import this file. */

export { env } from "./api/server-env.ts";
