import { expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  csp: { directives: { "script-src": ["'self'", "'strict-dynamic'"] } },
  middleware(ctx) {
    ctx.locals.nonce = ctx.nonce;
    if (ctx.url.pathname === "/elsewhere") return new Request(new URL("/personal", ctx.url), ctx.req);
  },
});
`,
  "src/counter.tsx": `
import { useState } from "react";
export function Counter() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>{count}</button>;
}
`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;\n",
  "src/pages/kept.tsx": `
import { Suspense, use } from "react";
import { Counter } from "../counter";
export const config = { cachePage: true };
let late;
function Late() {
  late ??= Bun.sleep(30).then(() => "late text");
  return <p>{use(late)}</p>;
}
export default () => <><Counter /><Suspense fallback="waiting">{typeof Bun === "undefined" ? <p>late text</p> : <Late />}</Suspense></>;
`,
  "src/pages/personal.tsx": `
import { Counter } from "../counter";
export default ({ props }) => <><i id="nonce">{props.nonce}</i><Counter /></>;
`,
  "src/pages/personal.server.ts": "export default ({ nonce }) => ({ props: { nonce } });\n",
};

const NONCE = /'nonce-([^']+)'/;

describeModes(FILES, (app) => {
  // Development only reports, and renders each page for its visitor.
  if (app.mode === "dev") return;

  test("no two visitors of a kept page share a nonce, because it has none", async () => {
    for (const cache of ["MISS", "HIT", "HIT"]) {
      const response = await app.fetch("/kept?shared");
      expect(response.headers.get("x-bunsen-cache")).toBe(cache);
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/nonce|strict-dynamic/);
      expect(await response.text()).not.toContain("nonce");
    }
  });

  test("a kept page runs under its policy in a browser", async () => {
    for (const path of ["/kept", "/kept"]) {
      const { page, expectQuietConsole } = await openPage(app, path);
      await hydrated(page, "button");
      await page.getByRole("button").click();
      expect(await page.getByRole("button").textContent()).toBe("1");
      expect(await page.locator("p").textContent()).toBe("late text");
      expectQuietConsole();
    }
  });

  test("a page that middleware rewrote to has the nonce that its header names", async () => {
    const response = await app.fetch("/elsewhere");
    const named = NONCE.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    const html = await response.text();
    expect(named).toBeDefined();
    expect(html).toContain(`<i id="nonce">${named}</i>`);
    expect(html).toContain(`nonce="${named}"`);
    const { page, expectQuietConsole } = await openPage(app, "/elsewhere");
    await hydrated(page, "button");
    expectQuietConsole();
  });
});
