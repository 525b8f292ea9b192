import { httpError, type PageServer, redirect } from "@bunsen/runtime";
import { noteFor, turn } from "../../guards.server";

/** A guard that has to look its visitor up first; `?how=` says what it comes to. */
export default (async (ctx) => {
  const { how } = ctx.query;
  noteFor(ctx, "layout");
  if (how !== "throw-at-once") await turn();
  switch (how) {
    case "returned":
      return { redirect: { destination: "/companions/none" } };
    case "redirect":
    case "throw-at-once":
      return redirect("/companions/none");
    case "response":
      return new Response("no", { status: 403 });
    case "http-error":
      return httpError(403, "Not yours");
    case "error":
      throw new Error("the session store does not answer");
    default: {
      const form = ctx.req.method === "POST" ? await ctx.body : undefined;
      noteFor(ctx, "layout passes");
      return { props: { layoutRead: form instanceof FormData ? form.get("a") : null } };
    }
  }
}) satisfies PageServer;
