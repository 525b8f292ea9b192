import { describe, expect, test } from "vitest";
import { hydrated, type OpenedPage, openPage } from "./support/browser.ts";
import type { AppFiles } from "./support/fixture.ts";
import { type App, describeModes } from "./support/modes.ts";

const COUNTER = `
import { lazy, Suspense, useState } from "react";
const Extra = lazy(() => import("../extra.tsx"));
export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setCount(count + 1)}>{count}</button>
      {count > 0 && <Suspense fallback="loading"><Extra /></Suspense>}
    </>
  );
}
`;

const FILES: AppFiles = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({ csp: JSON.parse(process.env.CSP ?? "{}") });
`,
  "src/counter/counter.tsx": COUNTER,
  // Loaded by a script, with a stylesheet of its own.
  "src/extra.tsx": 'import "./extra.css";\nexport default () => <p id="extra">extra</p>;\n',
  "src/extra.css": "#extra { color: rgb(1, 2, 3) }\n",
  "src/style.css": "h1 { color: rgb(4, 5, 6) }\n",
  "src/pages/__root.tsx": `
import "../style.css";
export default ({ children }) => <main>{children}<a href="/late">next</a></main>;
`,
  "src/pages/index.tsx": `
import { Counter } from "../counter/counter.tsx";
export default () => <><h1>home</h1><Counter /></>;
`,
  "src/pages/late.tsx": `
import { Suspense, use } from "react";
import { Counter } from "../counter/counter.tsx";
const pending = new Map();
function Late({ id }) {
  if (!pending.has(id)) pending.set(id, new Promise((resolve) => setTimeout(resolve, 100, "late text")));
  return <section>{use(pending.get(id))}<Counter /></section>;
}
export default ({ url }) => <><h1>late</h1><Suspense fallback={<i>waiting</i>}><Late id={url.search} /></Suspense></>;
`,
  "src/pages/still.tsx": `
import { Suspense, use } from "react";
import { Counter } from "../counter/counter.tsx";
export const config = { prerender: true };
let pending;
function Late() {
  pending ??= new Promise((resolve) => setTimeout(resolve, 50, "late text"));
  return <section>{use(pending)}</section>;
}
export default () => <><h1>still</h1><Counter /><Suspense fallback="waiting"><Late /></Suspense></>;
`,
  "src/pages/plain.tsx": "export const config = { hydrate: false };\nexport default () => <h1>plain</h1>;\n",
  "src/pages/broken.tsx": 'export default () => { throw new Error("broken on purpose"); };\n',
  "src/pages/own/404.tsx": `
import { Counter } from "../../counter/counter.tsx";
export default () => <><h1>own 404</h1><Counter /></>;
`,
  "src/pages/own/index.tsx": "export default () => <h1>own</h1>;\n",
  // Everything that must not be done with what a visitor sends.
  "src/pages/injected.tsx": `
import { useEffect, useState } from "react";
export default ({ query }) => {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return <><h1>{ready ? "ready" : "injected"}</h1><div dangerouslySetInnerHTML={{ __html: String(query.html) }} /></>;
};
`,
  "public/own.js": "window.injected = true;\n",
};

declare global {
  interface Window {
    violations?: string[];
    injected?: boolean;
  }
}

/** Opens a page in which every violation of its policy is written down. */
function openWatched(app: App, path: string): Promise<OpenedPage> {
  return openPage(app, path, {
    initScript: () => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        window.violations?.push(`${effectiveDirective} ${blockedURI}`);
      });
    },
  });
}

const violations = ({ page }: OpenedPage) => page.evaluate(() => window.violations);

/** The status of a document is no problem of its policy. */
async function expectNoViolations(opened: OpenedPage): Promise<void> {
  await opened.page.waitForLoadState("networkidle");
  expect(await violations(opened)).toEqual([]);
  expect(opened.problems.filter((problem) => !/status of (404|500)/.test(problem))).toEqual([]);
}

/** The page is alive, and loads what its script imports later, style and all. */
async function clickCounter({ page }: OpenedPage): Promise<void> {
  await hydrated(page, "button");
  await page.locator("button").click();
  await page.locator("#extra").waitFor();
  expect(await page.locator("button").textContent()).toBe("1");
  await expect
    .poll(() => page.locator("#extra").evaluate((element) => getComputedStyle(element).color))
    .toBe("rgb(1, 2, 3)");
}

const noncesOf = (text: string): string[] =>
  [...text.matchAll(/nonce(?:="|-)([\w+/=-]+)/g)].map(([, nonce = ""]) => nonce);

/** What an attacker writes into a page, and the violation that comes of it. */
const INJECTIONS: [html: string, violation: RegExp][] = [
  ["<script>window.injected = true</script>", /^script-src-elem inline/],
  ['<script nonce="AAAAAAAAAAAAAAAAAAAAAAAA">window.injected = true</script>', /^script-src-elem inline/],
  ['<img src="data:," onerror="window.injected = true">', /^script-src-attr inline/],
  ['<script src="http://localhost:1/x.js"></script>', /^script-src-elem http:\/\/localhost:1\/x\.js/],
  ["<style>h1 { display: none }</style>", /^style-src-elem inline/],
  ['<base href="http://localhost:1/">', /^base-uri/],
];

function expectSafe(app: App, injections: typeof INJECTIONS): void {
  test("a static page hydrates, and loads more", async () => {
    const opened = await openWatched(app, "/");
    await clickCounter(opened);
    expect(await opened.page.locator("h1").evaluate((element) => getComputedStyle(element).color)).toBe(
      "rgb(4, 5, 6)",
    );
    await expectNoViolations(opened);
  });

  test("a streamed page gets its late part, which is alive", async () => {
    // The first visit finds out that the page suspends.
    for (const path of ["/late?first", "/late?second"]) {
      const opened = await openWatched(app, path);
      await opened.page.locator("section").waitFor();
      expect(await opened.page.locator("i").count()).toBe(0);
      await clickCounter(opened);
      await expectNoViolations(opened);
    }
  });

  test("a link leads from one page to the next, and back", async () => {
    const opened = await openWatched(app, "/");
    await opened.page.locator("a").click();
    await opened.page.locator("section").waitFor();
    await clickCounter(opened);
    await expectNoViolations(opened);
    await opened.page.goBack();
    await clickCounter(opened);
    await expectNoViolations(opened);
  });

  test("a prerendered page is complete, alive and without a nonce", async () => {
    const response = await app.fetch("/still");
    const html = await response.text();
    expect(html).toContain("late text");
    expect(noncesOf(html)).toEqual([]);
    expect(noncesOf(response.headers.get("content-security-policy") ?? "none")).toEqual([]);
    const opened = await openWatched(app, "/still");
    await clickCounter(opened);
    await expectNoViolations(opened);
  });

  test.each(["/plain", "/nowhere", "/broken", "/own/nowhere"])("%s violates nothing", async (path) => {
    const opened = await openWatched(app, path);
    expect(await opened.page.locator("h1").count()).toBe(1);
    if (path.startsWith("/own")) await clickCounter(opened);
    await expectNoViolations(opened);
  });

  test("what was injected is blocked, and nothing else", async () => {
    const html = injections.map(([injected]) => injected).join("");
    const opened = await openWatched(app, `/injected?html=${encodeURIComponent(html)}`);
    await expect.poll(async () => (await violations(opened))?.length).toBe(injections.length);
    for (const [injected, violation] of injections) {
      expect(await violations(opened), injected).toContainEqual(expect.stringMatching(violation));
    }
    await expect.poll(() => opened.page.locator("h1").textContent()).toBe("ready");
    expect(await opened.page.evaluate(() => window.injected)).toBeUndefined();
    expect(await opened.page.locator("h1").isVisible()).toBe(true);
  });

  test("every answer has a nonce of its own, in its header and in its HTML", async () => {
    const seen = new Set<string>();
    for (let visit = 0; visit < 20; visit++) {
      const response = await app.fetch(`/late?${visit}`);
      const inHtml = new Set(noncesOf(await response.text()));
      const inHeader = new Set(noncesOf(response.headers.get("content-security-policy") ?? ""));
      expect(inHtml.size).toBe(1);
      expect(inHeader).toEqual(inHtml);
      const [nonce = ""] = inHtml;
      // 128 bits are what CSP3 §7.1 asks for.
      expect(Buffer.from(nonce, "base64").length).toBeGreaterThanOrEqual(16);
      seen.add(nonce);
    }
    expect(seen.size).toBe(20);
  });
}

/** In development there is no policy: Vite's client puts styles into the document. */
const BUILT = ["bun", "binary"] as const;

describeModes(FILES, (app) => describe("the default policy", () => expectSafe(app, INJECTIONS)), {
  modes: BUILT,
});

const STRICT = {
  directives: {
    "script-src": ["'self'", "'strict-dynamic'"],
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
  },
};

describeModes(
  FILES,
  (app) => {
    describe("a strict policy with trusted types", () => {
      // Without strict-dynamic, any script of the own origin may be named.
      const own: (typeof INJECTIONS)[number] = [
        '<script src="/own.js"></script>',
        /^script-src-elem .*\/own\.js$/,
      ];
      expectSafe(app, [...INJECTIONS, own]);

      test("is strict where there is a nonce, and lets in the own origin where there can be none", async () => {
        const policyOf = async (path: string) =>
          (await app.fetch(path)).headers.get("content-security-policy")?.split("; ")[1];
        for (const path of ["/", "/late", "/own/nowhere"]) {
          expect(await policyOf(path), path).toMatch(/^script-src 'self' 'strict-dynamic' 'nonce-[^']+'$/);
        }
        for (const path of ["/still", "/plain"]) expect(await policyOf(path), path).toBe("script-src 'self'");
      });
    });
  },
  { modes: BUILT, environment: { CSP: JSON.stringify(STRICT) } },
);
