import type { PageServer } from "@bunsen/runtime";

/** Every field of `ctx`, as plain values. */
export default (async (ctx) => {
  const bodyWasUsed = ctx.req.bodyUsed;
  const body = ctx.req.method === "POST" ? ((await ctx.body) as object) : undefined;
  const fields = {
    method: ctx.req.method,
    isRequest: ctx.req instanceof Request,
    requestUrl: ctx.req.url,
    bodyWasUsed,
    bodyKind: body?.constructor.name,
    isUrl: ctx.url instanceof URL,
    url: ctx.url.href,
    params: ctx.params,
    query: ctx.query,
    queryPrototype: Object.getPrototypeOf(ctx.query) === null,
    cookie: ctx.cookies.get("flavour"),
    ip: ctx.ip,
    aborted: ctx.signal.aborted,
    isSignal: ctx.signal instanceof AbortSignal,
    locals: ctx.locals,
    parent: await ctx.parent(),
    nonce: typeof ctx.nonce,
    resTransform: typeof ctx.resTransform,
    server: typeof ctx.server?.port,
  };
  return { props: { fields } };
}) satisfies PageServer<"/companions/context/[id]">;
