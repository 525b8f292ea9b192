import { httpError, type RouteContext, redirect } from "@bunsen/runtime";

type Given = Pick<RouteContext, "body" | "cookies" | "parent" | "query" | "req">;

/** Takes everything out of the context, as a handler does in its first line, and goes before any of it is awaited. */
export async function leave({ body, cookies, parent, query, req }: Given): Promise<Record<string, unknown>> {
  const above = parent();
  switch (query.how) {
    case "redirect":
      return redirect("/companions/none", 303);
    case "refuse":
      return httpError(422, `No session in ${cookies.size} cookies`);
    case "later":
      await Bun.sleep(1);
      return httpError(422, "Refused at last");
    case "text":
      return { text: await req.text() };
    case "stream": {
      let bytes = 0;
      for await (const chunk of req.body ?? []) bytes += chunk.byteLength;
      return { bytes };
    }
    case "used":
      return { used: req.bodyUsed, locked: req.body?.locked };
    default:
      return { body: await body, above: await above };
  }
}
