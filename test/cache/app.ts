import type { AppFiles } from "../support/fixture.ts";

/** What a page came to: its render's number, and what it saw. */
export interface Seen {
  /** How many renders this page had in this process, this one included. */
  render: number;
  /** Of this render, among those of all processes. */
  id: string;
  url: string;
  query: Record<string, unknown>;
  headers: [string, string][];
  cookies: [string, string][];
  ip: string;
  locals: Record<string, unknown>;
  nonce: string;
  hasServer: boolean;
}

/** A page that shows what its server function saw. */
const page = (config: string) => `
export const config = ${config};
export default function Page({ props }) {
  return <main><pre>{JSON.stringify(props.seen)}</pre></main>;
}
`;

/** A server function that counts, and returns `result`, an object's inside. */
const companion = (name: string, { before = "", result = "" } = {}) => `
import { httpError, notFound, redirect } from "@bunsen/runtime";
import { failing, gates, see } from "${"../".repeat(name.split("/").length)}see.server";
export default async function server(ctx) {
  const seen = see(${JSON.stringify(name)}, ctx);
  ${before}
  return { props: { seen }, ${result} };
}
`;

const SEE = `
const renders = new Map();
export const gates = new Map();
export const failing = new Set();

export function see(name, ctx) {
  const render = (renders.get(name) ?? 0) + 1;
  renders.set(name, render);
  return {
    render,
    id: crypto.randomUUID(),
    url: ctx.url.href,
    query: { ...ctx.query },
    headers: [...ctx.req.headers],
    cookies: [...ctx.cookies],
    ip: ctx.ip,
    locals: { ...ctx.locals },
    nonce: ctx.nonce,
    hasServer: ctx.server !== undefined,
  };
}
export const rendersOf = (name) => renders.get(name) ?? 0;
`;

/** A page of the app by its path, with its config and what its server function does. */
function pair(name: string, config: string, options?: { before?: string; result?: string }): AppFiles {
  return {
    [`src/pages/${name}.tsx`]: page(config),
    [`src/pages/${name}.server.ts`]: companion(name, options),
  };
}

/** An app of pages that are kept in all the ways there are. */
export const CACHE_APP: AppFiles = {
  "src/see.server.ts": SEE,
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  publicEnv: ["SHOP_NAME"],
  middleware(ctx) {
    ctx.locals.visitor = ctx.cookies.get("session") ?? "nobody";
    const { pathname } = ctx.url;
    if (pathname.startsWith("/guarded") && !ctx.cookies.has("session")) return new Response("No", { status: 401 });
    if (pathname === "/greeted") ctx.cookies.set("greeted", "yes");
    if (pathname === "/rewritten") return new Request(new URL("/plain?from=rewrite", ctx.url), ctx.req);
  },
});
`,
  ...pair("index", "{}"),
  ...pair("plain", '{ cachePage: true, cacheTags: ["plain"] }'),
  ...pair("twin", '{ cachePage: true, cacheTags: ["twin", "both"] }'),
  ...pair("other", '{ cachePage: true, cacheTags: ["other", "both"] }'),
  ...pair("guarded", "{ cachePage: true }"),
  ...pair("greeted", "{ cachePage: true }"),
  ...pair("chosen", '{ cachePage: true, cacheQuery: ["page", "sort"] }'),
  ...pair("varied", '{ cachePage: true, cacheVary: ["Accept-Language", "cookie:theme"] }'),
  ...pair("decided", '{ cachePage: (ctx) => !ctx.cookies.has("session") }'),
  ...pair("learned", "{}", { result: 'cachePage: true, cacheExpiry: 60, cacheTags: ["learned"]' }),
  ...pair("curious", "{ cachePage: true }", {
    before: 'ctx.cookies.get("session"); ctx.req.headers.get("Accept-Language");',
  }),
  ...pair("never", "{ cachePage: false }", { result: "cachePage: true" }),
  ...pair("declined", "{ cachePage: true }", { result: "cachePage: ctx.query.keep !== undefined" }),
  ...pair("expired", "{ cachePage: true, cacheExpiry: 0 }"),
  ...pair("short", "{ cachePage: true, cacheExpiry: 0.4 }"),
  ...pair("stale", "{ cachePage: true, cacheExpiry: 0.4, cacheStale: 60 }", {
    before: 'if (failing.has("stale")) throw new Error("the backend is down");',
  }),
  ...pair("cookie", "{ cachePage: true }", { before: 'ctx.cookies.set("token", crypto.randomUUID());' }),
  ...pair("cookie-and-leave", "{ cachePage: true }", {
    before: `
  ctx.cookies.set("token", crypto.randomUUID());
  await Bun.sleep(50);
  if (ctx.query.how === "redirect") redirect("/plain", 303);
  if (ctx.query.how === "error") httpError(403, "Not here");
  throw new Error("the page failed");`,
  }),
  ...pair("private", "{ cachePage: true }", {
    result: 'responseOptions: { headers: { "Cache-Control": "private, max-age=60" } }',
  }),
  ...pair("teapot", "{ cachePage: true }", { result: "responseOptions: { status: 418 }" }),
  ...pair("vary-header", "{ cachePage: true }", {
    result: 'responseOptions: { headers: { Vary: "Accept-Language" } }',
  }),
  ...pair("own-headers", '{ cachePage: true, cacheTags: ["a b", "c"] }', {
    result: `responseOptions: { headers: { "Cache-Control": "public, max-age=5", ETag: '"mine"', "X-Own": "1" } }`,
  }),
  ...pair("own-terms", "{ cachePage: true }", {
    result:
      'responseOptions: { headers: { "Cache-Control": "public, s-maxage=1, stale-while-revalidate=60" } }',
  }),
  ...pair("old-at-once", "{ cachePage: true }", {
    result: 'responseOptions: { headers: { "Cache-Control": "public, max-age=0" } }',
  }),
  ...pair("slow", "{ cachePage: true }", { before: "await Bun.sleep(300);" }),
  ...pair("gated/[gate]", "{ cachePage: true, renderTimeout: 20 }", {
    before: "await (gates.get(ctx.params.gate) ?? Promise.resolve());",
  }),
  ...pair("failing", "{ cachePage: true }", {
    before: 'await Bun.sleep(50); if (!ctx.query.fine) throw new Error("the page failed");',
  }),
  ...pair("gone", "{ cachePage: true, cacheExpiry: 0.3, cacheStale: 60 }", {
    before: 'if (failing.has("gone")) notFound("This article is gone.");',
  }),
  ...pair("large", "{ cachePage: true }", { before: 'seen.headers = "lorem ipsum ".repeat(1000);' }),
  ...pair("posted", "{ cachePage: true }"),
  ...pair("forwards", "{ cachePage: true }", {
    before:
      'if (ctx.req.method === "POST") return new Response(null, { status: 303, headers: { Location: "/posted" } });',
  }),
  "src/pages/document.tsx": "export const config = { cachePage: true };\nexport default () => null;\n",
  "src/pages/document.server.ts": `
import { see } from "../see.server";
export default (ctx) => new Response("document " + see("document", ctx).render, { headers: { "Content-Type": "text/plain" } });
`,
  "src/pages/broken-stream.tsx": "export const config = { cachePage: true };\nexport default () => null;\n",
  "src/pages/broken-stream.server.ts": `
import { see } from "../see.server";
export default (ctx) => {
  const { render } = see("broken-stream", ctx);
  let pulls = 0;
  return new Response(new ReadableStream({
    async pull(controller) {
      await Bun.sleep(20);
      if (pulls++ === 0) return controller.enqueue("half of ");
      if (render === 1) return controller.error(new Error("the source broke"));
      controller.enqueue("a whole");
      controller.close();
    },
  }), { headers: { "Content-Type": "text/plain" } });
};
`,
  "src/pages/suspended.tsx": `
import { Suspense, use } from "react";
export const config = { cachePage: true };
const late = new Map();
function Late({ id, fails }) {
  if (!late.has(id)) late.set(id, Bun.sleep(50).then(() => { if (fails) throw new Error("late failure"); return "late content"; }));
  return <p id="late">{use(late.get(id))}</p>;
}
export default function Page({ query, props }) {
  return <main><pre>{JSON.stringify(props.seen)}</pre><Suspense fallback={<i>waiting</i>}><Late id={query.id} fails={query.fails} /></Suspense></main>;
}
`,
  "src/pages/suspended.server.ts": companion("suspended"),
  // Fails in all the ways there are, by its query or by what was told to fail.
  "src/pages/hiccup.tsx": `
import { Suspense } from "react";
export const config = { cachePage: true, cacheExpiry: 0.4, cacheStale: 60 };
function Part({ fails }) {
  if (fails && typeof Bun !== "undefined") throw new Error("the part failed");
  return <p id="part">the part</p>;
}
export default function Page({ props }) {
  return <main><pre>{JSON.stringify(props.seen)}</pre><Suspense fallback={<i>waiting</i>}><Part fails={props.how === "boundary"} /></Suspense></main>;
}
`,
  "src/pages/hiccup.server.ts": `
import { notFound, redirect } from "@bunsen/runtime";
import { failing, see } from "../see.server";
export default async function server(ctx) {
  const seen = see("hiccup", ctx);
  const how = [...failing].find((name) => name.startsWith("hiccup-"))?.slice(7) ?? ctx.query.how;
  if (!ctx.query.quick) await Bun.sleep(300);
  if (how === "throws") throw new Error("the page failed");
  if (how === "gone") notFound();
  if (how === "elsewhere") redirect("/plain");
  if (how === "document") return new Response("down " + seen.id, { status: 503 });
  if (how === "cookie") ctx.cookies.set("token", seen.id);
  const headers = how === "private" ? { "Cache-Control": "private" } : undefined;
  return { props: { seen, how }, responseOptions: { status: how === "status" ? 503 : 200, headers } };
}
`,
  "src/pages/api/renders/[name].ts": `
import { rendersOf } from "../../../see.server";
export const GET = ({ params }) => rendersOf(params.name);
`,
  "src/pages/api/gates/[gate].ts": `
import { gates } from "../../../see.server";
const opens = new Map();
export const PUT = ({ params: { gate } }) => { const { promise, resolve } = Promise.withResolvers(); gates.set(gate, promise); opens.set(gate, resolve); };
export const POST = ({ params: { gate } }) => { opens.get(gate)?.(); };
export const DELETE = ({ params: { gate } }) => { gates.delete(gate); };
`,
  "src/pages/api/failing/[name].ts": `
import { failing } from "../../../see.server";
export const PUT = ({ params }) => { failing.add(params.name); };
export const DELETE = ({ params }) => { failing.delete(params.name); };
`,
  "src/pages/api/revalidate.ts": `
import { cache, revalidatePath, revalidateTag } from "@bunsen/runtime";
export const POST = async ({ query }) => {
  if (query.path) await revalidatePath(query.path);
  if (query.tag) await revalidateTag(query.tag);
  if (query.all) await cache.clear();
};
`,
  "src/pages/api/stats.ts": `
import { cache } from "@bunsen/runtime";
export const GET = () => cache.stats();
`,
};

/** The same app with these of its pages alone, for what needs a build of its own: it is done sooner. */
export function cacheAppOf(...pages: readonly string[]): AppFiles {
  const wanted = new Set(pages.flatMap((name) => [`src/pages/${name}.tsx`, `src/pages/${name}.server.ts`]));
  const isWanted = (path: string) =>
    !path.startsWith("src/pages/") || path.startsWith("src/pages/api/") || wanted.has(path);
  return Object.fromEntries(Object.entries(CACHE_APP).filter(([path]) => isWanted(path)));
}
