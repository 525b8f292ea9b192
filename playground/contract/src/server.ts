import { defineServer } from "@bunsen/runtime";
import { guardedArea } from "./guard.server";

/** The usual guard in front of everything; with `x-lock` it lets nobody in. */
export default defineServer({
  middleware: ({ req, url, locals }) => {
    locals.area = guardedArea(url);
    if (locals.area === "admin" && req.headers.has("x-lock")) return new Response("locked", { status: 403 });
    return undefined;
  },
});
