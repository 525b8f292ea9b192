import type { PageServer } from "@bunsen/runtime";

/** The parsed body, described; `?untouched` leaves it to `req`. */
export default (async (ctx) => {
  if (ctx.req.method !== "POST") return {};
  if (ctx.query.untouched !== undefined) return { props: { text: await ctx.req.text() } };
  const [body, again] = await Promise.all([ctx.body, ctx.body]);
  return { props: { ...describe(body), once: body === again } };
}) satisfies PageServer;

function describe(body: unknown): Record<string, unknown> {
  if (body instanceof FormData) return { kind: "form", entries: [...body].map(describeEntry) };
  if (body instanceof Uint8Array) return { kind: "bytes", bytes: [...body] };
  return { kind: typeof body, body };
}

function describeEntry([name, value]: [string, FormDataEntryValue]): unknown[] {
  return typeof value === "string" ? [name, value] : [name, value.name, value.size];
}
