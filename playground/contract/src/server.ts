import { defineServer } from "@bunsen/runtime";
import { guardedArea } from "./guard.server";
import { collectStyles } from "./styles.server";
import { transform } from "./transforms.server";
import { handOn } from "./upstream.server";

/** The usual guard in front of everything; with `x-lock` it lets nobody in. */
export default defineServer({
  collectStyles,
  openapi: { title: "Contract", version: "1.2.3" },
  onStart: () => console.log("the contract has started"),
  middleware: (ctx) => {
    const { req, url, locals } = ctx;
    locals.area = guardedArea(url);
    if (locals.area === "admin" && req.headers.has("x-lock")) return new Response("locked", { status: 403 });
    if (url.pathname === "/handed-on") return handOn(ctx);
    if (req.headers.has("x-no-description") && url.pathname === "/_bunsen/openapi.json") {
      return new Response("not for you", { status: 403 });
    }
    if (url.pathname === "/status-101") return new Response(null, { status: 101 });
    if (req.headers.has("x-transform")) {
      ctx.resTransform = transform({ query: Object.fromEntries(url.searchParams) }, "middleware");
    }
    if (url.searchParams.has("transform-own")) return new Response("middleware's own");
    return undefined;
  },
});
