import type { AppFiles } from "../support/fixture.ts";

/** What a request looks like from inside: the fields that a hostile one tries to bend. */
const SEEN = `{
  method: req.method, url: url.href, requestUrl: req.url, ip, query: { ...query }, own: Object.keys(query),
  polluted: String(({}).polluted), host: req.headers.get("host"), cookies: Object.fromEntries(cookies),
  headers: Object.fromEntries(req.headers),
}`;

const PAGES: AppFiles = {
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/about.tsx": "export default () => <h1>about</h1>;\n",
  "src/pages/plain.tsx": "export const config = { hydrate: false };\nexport default () => <h1>plain</h1>;\n",
  "src/pages/still.tsx": "export const config = { prerender: true };\nexport default () => <h1>still</h1>;\n",
  "src/pages/kept/[name].tsx": `
export const config = { prerender: () => ["/kept/a b", "/kept/caf\u00e9", "/kept/a%2Fb"] };
export default ({ params }: { params: { name: string } }) => <h1>kept {params.name}</h1>;
`,
  "src/pages/users/[name].tsx":
    "export default ({ params }: { params: { name: string } }) => <h1>{JSON.stringify(params.name)}</h1>;\n",
  "src/pages/rest/[...path].tsx":
    "export default ({ params }: { params: { path: string[] } }) => <h1>{JSON.stringify(params.path)}</h1>;\n",
  "src/pages/maybe/[[...path]].tsx":
    "export default ({ params }: { params: { path: string[] } }) => <h1>{JSON.stringify(params.path)}</h1>;\n",
  "src/pages/form.tsx":
    'export default ({ props }: { props: { error?: string } }) => <form method="post">{props.error ?? "fill me in"}</form>;\n',
  "src/pages/form.server.ts": `
import { type PageServer, redirect } from "@bunsen/runtime";
export default (async (ctx) => {
  if (ctx.req.method !== "POST") return {};
  const form = (await ctx.body) as FormData;
  if (form instanceof FormData && form.get("name")) redirect("/about", 303);
  return { props: { error: "a name is missing" }, responseOptions: { status: 422 } };
}) satisfies PageServer;
`,
  "src/pages/small.tsx":
    "export const config = { maxRequestBodyMB: 0.001 };\nexport default () => <h1>small</h1>;\n",
  "src/pages/small.server.ts":
    "export default async ({ body }) => ({ props: { body: String(await body) } });\n",
  "src/pages/late.tsx": `
import { Suspense, use } from "react";
const late = new Map<string, Promise<string>>();
const Late = ({ id }: { id: string }) => {
  if (!late.has(id)) late.set(id, new Promise((resolve) => setTimeout(resolve, 100, "late text")));
  return <p>{use(late.get(id) as Promise<string>)}</p>;
};
export default ({ url }: { url: URL }) => (
  <main><h1>shell</h1><Suspense fallback="waiting"><Late id={url.search} /></Suspense></main>
);
`,
  "src/pages/big.tsx": 'export default () => <h1>{"worth compressing ".repeat(100)}</h1>;\n',
  "src/pages/secret/index.tsx": "export default () => <h1>locked away</h1>;\n",
};

const ENDPOINTS: AppFiles = {
  "src/pages/api/seen.ts": `export default ({ req, url, ip, query, cookies }) => (${SEEN});\n`,
  "src/pages/api/named.ts": `
export const GET = () => ({ method: "GET" });
export const POST = async ({ req }: { req: Request }) => new Response(await req.text());
`,
  "src/pages/api/any.ts": "export default ({ req }: { req: Request }) => ({ method: req.method });\n",
  "src/pages/api/nothing.ts": "export const POST = () => undefined;\n",
  "src/pages/api/echo.ts":
    "export const POST = async ({ req }) => ({ length: (await req.bytes()).length, text: await 0 });\n",
  "src/pages/api/text.ts": "export const POST = async ({ req }) => ({ text: await req.text() });\n",
  "src/pages/api/body.ts": `
const show = (body) => {
  if (body instanceof FormData) return { form: [...body] };
  return { kind: typeof body, body: body instanceof Uint8Array ? [...body] : body };
};
export default async ({ body }) => ({ ...show(await body), polluted: String(({}).polluted) });
`,
  "src/pages/api/big.ts": 'export const GET = () => ({ text: "worth compressing ".repeat(100) });\n',
  "src/pages/api/blob.ts": 'export const GET = () => new Blob(["<p>blob</p>"], { type: "text/html" });\n',
  "src/pages/api/file.ts": "export const GET = () => Bun.file(process.execPath).slice(0, 1000);\n",
  "src/pages/api/unread.ts": "export const POST = () => ({ read: false });\n",
  "src/pages/api/small.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ req }) => ({ length: (await req.text()).length });
`,
  "src/pages/api/open.ts": 'export const config = { csrf: false };\nexport const POST = () => "open";\n',
  "src/pages/api/slow.ts": `
export default async ({ query }) => {
  await Bun.sleep(Number(query.ms));
  return { slept: query.ms };
};
`,
  "src/pages/items/[id].json.ts": "export const GET = ({ params }) => params;\n",
  "src/pages/robots.txt.ts": 'export const GET = () => new Response("User-agent: *");\n',
};

/** Long answers and bodies, and an account of what became of them. */
const WATCHED: AppFiles = {
  "src/watch.ts": `
export const watch = { uploads: { open: 0, done: 0, broken: 0 }, downloads: { open: 0, cancelled: 0 }, signals: 0 };
`,
  "src/pages/api/watch.ts": `
import { watch } from "../../watch.ts";
export const GET = () => watch;
`,
  "src/pages/api/upload.ts": `
import { watch } from "../../watch.ts";
export const POST = async ({ req }) => {
  const { uploads } = watch;
  uploads.open++;
  try {
    let length = 0;
    for await (const chunk of req.body) length += chunk.length;
    uploads.done++;
    return { length };
  } catch (error) {
    uploads.broken++;
    throw error;
  } finally {
    uploads.open--;
  }
};
`,
  "src/pages/api/download.ts": `
import { watch } from "../../watch.ts";
export const GET = ({ signal }) => {
  const { downloads } = watch;
  downloads.open++;
  signal.addEventListener("abort", () => watch.signals++);
  return new Response(new ReadableStream({
    start: (controller) => controller.enqueue("first"),
    cancel() {
      downloads.open--;
      downloads.cancelled++;
    },
  }), { headers: { "content-type": "text/plain" } });
};
`,
};

const SERVER: AppFiles = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
const hosts = process.env.CONTRACT_HOSTS?.split(",");
export default defineServer({
  allowedHosts: hosts,
  middleware({ url, locals }) {
    locals.path = url.pathname;
    if (url.pathname === "/secret" || url.pathname.startsWith("/secret/")) {
      return new Response("locked", { status: 401 });
    }
  },
  websocket: { path: "/ws", origins: ["https://friend.example"], message() {} },
});
`,
};

/** Published files, odd names among them. */
export const DIGITS = "0123456789";

const FILES: AppFiles = {
  "public/digits.txt": DIGITS,
  "public/empty.txt": "",
  "public/large.bin": "0123456789abcdef".repeat(70_000),
  "public/large.txt": "0123456789abcdef".repeat(100_000),
  "public/secret/plan.txt": "locked away",
  "public/a b/100%#?.txt": "odd",
  "public/:id.png": "colon",
  "public/semi;colon.txt": "semicolon",
  "public/plus+sign.txt": "plus",
  "public/caf\u00e9.txt": "composed",
  "public/tilde~.txt": "tilde",
  "public/[x].txt": "brackets",
  "public/no-extension": "bytes",
};

/** The one app that every row of the contract asks; built once for `bun` and `binary`. */
export const APP: AppFiles = { ...PAGES, ...ENDPOINTS, ...WATCHED, ...SERVER, ...FILES };
