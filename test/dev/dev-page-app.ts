import type { AppFiles } from "../support/fixture.ts";

/** Milliseconds of each part of the slow page: far apart, and longer than a busy machine adds. */
export const SLOW = { root: 50, companion: 250, render: 120, late: 900 };

/** An app whose requests take their time in one place or another. */
export const DEV_PAGE_APP: AppFiles = {
  "package.json": '{ "name": "observed", "private": true, "type": "module" }\n',
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  middleware: ({ url, cookies }) => {
    console.log("middleware saw", url.pathname);
    cookies.set("session", "secret-of-the-cookie");
  },
});
`,
  "src/pages/__root.tsx": "export default ({ children }) => <main>{children}</main>;\n",
  "src/pages/__root.server.ts": `export default async () => { await Bun.sleep(${SLOW.root}); };\n`,
  "src/pages/index.tsx": `
export const config = { cachePage: true, cacheExpiry: 600, cacheTags: ["news", "front"], cacheQuery: ["page"], cacheVary: ["cookie:theme"] };
export default () => <h1>home</h1>;
`,
  "src/pages/shop/slow/[id].tsx": `
import { Suspense, use } from "react";
const late = new Map();
function Late({ id }) {
  if (!late.has(id)) late.set(id, Bun.sleep(${SLOW.late}).then(() => "here"));
  return <p>{use(late.get(id))}</p>;
}
export default ({ params }) => {
  if (typeof document === "undefined") Bun.sleepSync(${SLOW.render});
  return <Suspense fallback="wait"><Late id={params.id} /></Suspense>;
};
`,
  "src/pages/shop/slow/[id].server.ts": `export default async () => { await Bun.sleep(${SLOW.companion}); return { props: {} }; };\n`,
  "src/pages/api/slow.ts": `export const POST = async () => { await Bun.sleep(${SLOW.companion}); return { ok: true }; };\n`,
  "src/pages/404.tsx": "export default () => <h1>nothing</h1>;\n",
};
