import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { colorOf, hydrated, type OpenedPage, openPage } from "../support/browser.ts";
import { type AppFiles, editFile } from "../support/fixture.ts";
import { type App, builtHome, describeModes } from "../support/modes.ts";
import { outsideDirectory } from "../support/paths.ts";
import { type RunningServer, startBuilt } from "../support/serve.ts";

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
import { SHADE, THEME } from "./theme.ts";
import { createElement } from "react";
import { Rules } from "./rules.ts";
const collectStyles = () => {
  const rules = [];
  return {
    wrap: (app) => createElement(Rules, { value: rules }, app),
    styles: () => rules.splice(0).map((rule) => "<style>" + rule + "</style>").join(""),
  };
};
export default defineServer({
  collectStyles,
  csp: { inlineScripts: [THEME], inlineStyles: [SHADE], ...JSON.parse(process.env.CSP ?? "{}") },
  middleware(ctx) {
    // A nonce that somebody asked for is none of a page for all.
    if (/cached|prerendered/.test(ctx.url.pathname)) ctx.locals.nonce = ctx.nonce;
  },
});
`,
  // A CSS-in-JS library.
  "src/rules.ts": 'import { createContext } from "react";\nexport const Rules = createContext(undefined);',
  // With the line ends of an editor on Windows, which browsers read as line feeds.
  "src/theme.ts": String.raw`
export const THEME = 'document.documentElement.dataset.theme =\r\n  matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"';
export const SHADE = "#shade { color: rgb(7, 8, 9) }";
`,
  // What React itself puts inline: a style with precedence, and the script that replays a form sent before it is alive.
  "src/signup.tsx": `
import { useContext, useState } from "react";
import { Rules } from "./rules.ts";
export function Signup() {
  useContext(Rules)?.push("form { color: rgb(12, 13, 14) }");
  const [name, setName] = useState("nobody");
  return (
    <>
      <style href="signup" precedence="default">{"output { color: rgb(10, 11, 12) }"}</style>
      <form action={(data) => setName(data.get("name"))}><input name="name" /><button>send</button></form>
      <output>{name}</output>
    </>
  );
}
`,
  "src/pages/inline/visitor.tsx": 'export { Signup as default } from "../../signup.tsx";',
  "src/pages/inline/cached.tsx":
    'export const config = { cachePage: true, cacheExpiry: 1, cacheStale: 600 };\nexport { Signup as default } from "../../signup.tsx";',
  "src/pages/inline/prerendered.tsx":
    'export const config = { prerender: true };\nexport { Signup as default } from "../../signup.tsx";',
  "src/pages/inline/late.tsx": `
import { Suspense, use } from "react";
import { Signup } from "../../signup.tsx";
const pending = new Map();
function Late({ id }) {
  if (!pending.has(id)) pending.set(id, new Promise((resolve) => setTimeout(resolve, 100, "late text")));
  return <section>{use(pending.get(id))}<Signup /></section>;
}
export default ({ url }) => <Suspense fallback={<i>waiting</i>}><Late id={url.search} /></Suspense>;
`,
  "src/pages/inline/blobs.tsx": `
import { useEffect, useState } from "react";
const blobUrl = (text, type) => URL.createObjectURL(new Blob([text], { type }));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>';
export default () => {
  const [shown, setShown] = useState({ image: "", worker: "" });
  useEffect(() => {
    const worker = new Worker(blobUrl("postMessage('from a worker')", "text/javascript"));
    worker.onmessage = ({ data }) => setShown({ image: blobUrl(SVG, "image/svg+xml"), worker: data });
  }, []);
  return <>{shown.image && <img alt="" src={shown.image} />}<b>{shown.worker}</b></>;
};
`,
  "src/counter/counter.tsx": COUNTER,
  // Loaded by a script, with a stylesheet of its own.
  "src/extra.tsx": 'import "./extra.css";\nexport default () => <p id="extra">extra</p>;\n',
  "src/extra.css": "#extra { color: rgb(1, 2, 3) }\n",
  "src/style.css": "h1 { color: rgb(4, 5, 6) }\n",
  "src/pages/__root.tsx": `
import "../style.css";
import { SHADE, THEME } from "../theme.ts";
export const Head = () => <style dangerouslySetInnerHTML={{ __html: SHADE }} />;
export default ({ children }) => (
  <main>
    <script dangerouslySetInnerHTML={{ __html: THEME }} />
    {children}
    <u id="shade">shade</u>
    <a href="/late">next</a>
  </main>
);
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

/** In development a policy only reports. */
const POLICY = {
  dev: "content-security-policy-report-only",
  bun: "content-security-policy",
  binary: "content-security-policy",
} as const;

const violations = ({ page }: OpenedPage) => page.evaluate(() => window.violations);

/** The status of a document is no problem of its policy. */
async function expectNoViolations(opened: OpenedPage): Promise<void> {
  await opened.settled();
  expect(await violations(opened)).toEqual([]);
  expect(opened.problems.filter((problem) => !/status of (404|500)/.test(problem))).toEqual([]);
}

/** The page is alive, and loads what its script imports later, style and all. */
async function clickCounter({ page }: OpenedPage): Promise<void> {
  await hydrated(page, "button");
  await page.locator("button").click();
  await page.locator("#extra").waitFor();
  expect(await page.locator("button").textContent()).toBe("1");
  await expect.poll(() => colorOf(page, "#extra")).toBe("rgb(1, 2, 3)");
}

const noncesOf = (text: string): string[] =>
  [...text.matchAll(/nonce(?:="|-)([\w+/=-]+)/g)].map(([, nonce = ""]) => nonce);

/** The hashes that a directive names, sorted. */
function hashesOf(policy: string, directive: string): string[] {
  const sources = policy.split("; ").find((part) => part.startsWith(`${directive} `)) ?? "";
  return [...sources.matchAll(/'(sha256-[^']+)'/g)].map(([, hash = ""]) => hash).toSorted();
}

/** The hashes of a page's inline scripts or styles, sorted; data and what is loaded is neither. */
function inlineHashes(html: string, tag: "script" | "style"): string[] {
  const elements = html.matchAll(new RegExp(`<${tag}([^>]*)>([^]*?)</${tag}>`, "g"));
  return [...elements]
    .filter(([, attributes = ""]) => !/ src=|application\/json/.test(attributes))
    .map(([, , text = ""]) => text.replaceAll("\r\n", "\n"))
    .map((text) => `sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}`)
    .toSorted();
}

/** What an attacker writes into a page, and the violation that comes of it. */
const INJECTIONS: [html: string, violation: RegExp][] = [
  ["<script>window.injected = true</script>", /^script-src-elem inline/],
  ['<script nonce="AAAAAAAAAAAAAAAAAAAAAAAA">window.injected = true</script>', /^script-src-elem inline/],
  ['<img src="data:," onerror="window.injected = true">', /^script-src-attr inline/],
  ['<script src="http://localhost:1/x.js"></script>', /^script-src-elem http:\/\/localhost:1\/x\.js/],
  ["<style>h1 { display: none }</style>", /^style-src-elem inline/],
  // What looks like React's own.
  ['<style data-precedence="default" data-href="x">h1 { display: none }</style>', /^style-src-elem inline/],
  ['<script>addEventListener("submit",function(a){})</script>', /^script-src-elem inline/],
  ['<base href="http://localhost:1/">', /^base-uri/],
];

const INLINE = ["visitor", "cached", "cached", "prerendered", "late?1", "late?2"];

function expectSafe(app: App, injections: typeof INJECTIONS): void {
  test("a static page hydrates, and loads more", async () => {
    const opened = await openWatched(app, "/");
    await clickCounter(opened);
    expect(await colorOf(opened.page, "h1")).toBe("rgb(4, 5, 6)");
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

  test.each(INLINE)("what React and the root put inline runs: %s", async (name) => {
    const opened = await openWatched(app, `/inline/${name}`);
    const { page } = opened;
    await hydrated(page, "form button");
    expect(await colorOf(page, "output")).toBe("rgb(10, 11, 12)");
    expect(await colorOf(page, "#shade")).toBe("rgb(7, 8, 9)");
    expect(await colorOf(page, "form")).toBe("rgb(12, 13, 14)");
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toMatch(/^(?:dark|light)$/);
    await page.locator("input").fill("somebody");
    await page.locator("form button").click();
    await expect.poll(() => page.locator("output").textContent()).toBe("somebody");
    await expectNoViolations(opened);
  });

  test("a page for all allows what React put inline by its hash, and has no nonce", async () => {
    for (const name of ["cached", "prerendered"]) {
      const response = await app.fetch(`/inline/${name}`);
      const policy = response.headers.get(POLICY[app.mode]) ?? "";
      const html = await response.text();
      expect(html).toContain("addEventListener(");
      expect(noncesOf(policy + html)).toEqual([]);
      expect(hashesOf(policy, "script-src")).toEqual(inlineHashes(html, "script"));
      expect(hashesOf(policy, "style-src")).toEqual(inlineHashes(html, "style"));
    }
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

  test("every response has a nonce of its own, in its header and in its HTML", async () => {
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

/** In development a policy blocks nothing. */
const BUILT = ["bun", "binary"] as const;

describeModes(
  FILES,
  (app) =>
    describe("the default policy", () => {
      expectSafe(app, INJECTIONS);

      test("a script of the page may make images and workers", async () => {
        const opened = await openWatched(app, "/inline/blobs");
        await expect.poll(() => opened.page.locator("b").textContent()).toBe("from a worker");
        const width = () =>
          opened.page.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth);
        await expect.poll(width).toBe(7);
        await expectNoViolations(opened);
      });
    }),
  { modes: BUILT },
);

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
          expect(await policyOf(path), path).toMatch(
            /^script-src 'self' 'strict-dynamic' 'sha256-[^']+' 'nonce-[^']+'$/,
          );
        }
        for (const path of ["/still", "/plain"]) {
          expect(await policyOf(path), path).toMatch(/^script-src 'self' 'sha256-[^']+'$/);
        }
      });
    });
  },
  { modes: BUILT, environment: { CSP: JSON.stringify(STRICT) } },
);

/** In development: the same pages, whatever Vite adds to them, and word of what production would refuse. */
function expectReports(app: App): void {
  test.each(["/", "/late?dev", "/still", "/plain", "/nowhere", "/own/nowhere"])(
    "%s violates nothing",
    async (path) => {
      const opened = await openWatched(app, path);
      expect(await opened.page.locator("h1").count()).toBe(1);
      if (path !== "/plain" && path !== "/nowhere") await clickCounter(opened);
      await expectNoViolations(opened);
    },
  );

  test.each(INLINE)("what React and the root put inline violates nothing: %s", async (name) => {
    const opened = await openWatched(app, `/inline/${name}`);
    await hydrated(opened.page, "form button");
    await expectNoViolations(opened);
  });

  test("an edited style violates nothing", async () => {
    const opened = await openWatched(app, "/");
    await clickCounter(opened);
    editFile(join(app.dir, "src/extra.css"), "rgb(1, 2, 3)", "rgb(3, 2, 1)");
    await expect.poll(() => colorOf(opened.page, "#extra")).toBe("rgb(3, 2, 1)");
    await expectNoViolations(opened);
  });

  test("what was injected runs, and is spoken of in the terminal and in the overlay", async () => {
    const html = '<script>window.injected = true</script><b style="color: red">red</b>';
    const opened = await openWatched(app, `/injected?html=${encodeURIComponent(html)}`);
    expect(await opened.page.evaluate(() => window.injected)).toBe(true);
    const overlay = opened.page.locator("bunsen-error-overlay");
    await expect
      .poll(() => overlay.locator(".message").textContent())
      .toMatch(/POLICY|Content-Security-Policy/);
    await expect
      .poll(app.log)
      .toMatch(/^\/injected: .* inline code \(script-src-elem\)\. .*code=POLICY_VIOLATION$/m);
    await expect.poll(app.log).toMatch(/^\/injected: .* inline code \(style-src-attr\)\. .*unsafe-inline/m);
    // The next page is without fault.
    await opened.page.goto(`${app.origin}/injected`);
    await expect.poll(() => opened.page.locator("h1").textContent()).toBe("ready");
    expect(await overlay.count()).toBe(0);
  });

  test("only browsers report, and nothing that forges a line", async () => {
    const report = (type: string, body: string) =>
      app.fetch("/__bunsen/policy", { method: "POST", headers: { "content-type": type }, body });
    const forged = JSON.stringify({
      "csp-report": {
        "document-uri": "http://x/forged",
        "effective-directive": "img-src",
        "blocked-uri": "a\nforged line\u001b[2J",
      },
    });
    expect((await report("text/plain", forged)).status).toBe(400);
    for (const wrong of ["", "null", "[]", "{}", '{"csp-report":1}', '{"csp-report":{"document-uri":1}}']) {
      expect((await report("application/csp-report", wrong)).status, wrong).toBe(400);
    }
    expect((await report("application/csp-report", forged)).status).toBe(204);
    await expect.poll(app.log).toContain("/forged: ");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding none is the point
    expect(app.log()).not.toMatch(/^forged line|\u001b\[2J/m);
    expect((await app.fetch("/__bunsen/policy")).status).toBe(400);
  });
}

describeModes(FILES, (app) => describe("the default policy", () => expectReports(app)), { modes: ["dev"] });
describeModes(FILES, (app) => describe("a strict policy", () => expectReports(app)), {
  modes: ["dev"],
  environment: { CSP: JSON.stringify({ directives: { "script-src": ["'self'", "'strict-dynamic'"] } }) },
});

describe("a stored page", () => {
  test("has the policy of its content: rendered, from memory, stale, from a file, and in a 304", async () => {
    const home = await builtHome(FILES);
    const environment = {
      CACHE_DIR: mkdtempSync(join(outsideDirectory(), "policy-")),
      ORIGIN: "http://example.com",
    };
    const policies: (string | null)[] = [];
    let html = "";
    let etag = "";
    const get = async (server: RunningServer, headers: Record<string, string> = {}) => {
      const response = await server.fetch("/inline/cached", { headers });
      policies.push(response.headers.get("content-security-policy"));
      const text = await response.text();
      if (response.status === 304) return { status: 304, cache: response.headers.get("x-bunsen-cache") };
      html ||= text;
      etag = response.headers.get("etag") ?? "";
      expect(text).toBe(html);
      return { status: response.status, cache: response.headers.get("x-bunsen-cache") };
    };
    const first = await startBuilt(home, { environment });
    expect(await get(first)).toEqual({ status: 200, cache: "MISS" });
    expect((await get(first)).status).toBe(200);
    await expect.poll(async () => (await get(first)).cache).toBe("STALE");
    await first.stop();
    const second = await startBuilt(home, { environment });
    expect((await get(second)).cache).toMatch(/^(?:HIT|STALE)$/);
    expect(new Set(policies).size).toBe(1);
    expect(hashesOf(policies[0] ?? "", "style-src")).toEqual(inlineHashes(html, "style"));
    expect((await get(second, { "If-None-Match": etag })).status).toBe(304);
    expect(policies.at(-1) ?? policies[0]).toBe(policies[0]);
    await second.stop();
  });
});
