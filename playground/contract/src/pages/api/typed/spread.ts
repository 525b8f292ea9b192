import type { ApiHandler } from "@bunsen/runtime";

/** Hands a copy of the context on, as code does that adds something of its own. */
export const POST = (async (ctx) => {
  const { req, url, params, query, body, cookies, ip, signal, ...rest } = { ...ctx, mine: 1 };
  cookies.set("copied", "yes");
  return {
    method: req.method,
    path: url.pathname,
    params,
    query,
    body: await body,
    hasIp: ip !== "",
    aborted: signal.aborted,
    rest: Object.keys(rest).sort(),
  };
}) satisfies ApiHandler<"/api/typed/spread">;
