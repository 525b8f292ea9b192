import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { runBunsen } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { describeModes } from "../support/modes.ts";

const COUNTING = `
let renders = 0;
export default () => ({ props: { renders: ++renders } });
`;

const FILES = {
  "src/pages/index.tsx": `
export const config = { prerender: true };
export const meta = { title: "Start" };
export default function Index({ props }) {
  return <main><h1>Start</h1><p id="renders">{props.renders}</p></main>;
}`,
  "src/pages/index.server.ts": COUNTING,
  "src/pages/blog/[slug].tsx": `
import { useState } from "react";
export const config = { prerender: () => ["/blog/first", "/blog/a%20b"] };
export default function Post({ props, params }) {
  const [clicks, setClicks] = useState(0);
  return <main><h1>{params.slug}</h1><p id="renders">{props.renders}</p>
    <button onClick={() => setClicks(clicks + 1)}>{clicks}</button></main>;
}`,
  "src/pages/blog/[slug].server.ts": COUNTING,
};

describeModes(FILES, (app) => {
  test("a page that was rendered at build time is not rendered again", async () => {
    const answers = [await app.fetch("/"), await app.fetch("/")];
    const [first = "", second = ""] = await Promise.all(answers.map((answer) => answer.text()));
    expect(first).toContain("<h1>Start</h1>");
    // In development every visit renders, so that an edit is seen.
    if (app.mode === "dev") expect(second).not.toBe(first);
    else expect(second).toBe(first);
  });

  test("it is served as a file, with validators", async () => {
    if (app.mode === "dev") return;
    const { headers } = await app.fetch("/");
    const etag = headers.get("etag") ?? "";
    expect(etag).toMatch(/^"/);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect((await app.fetch("/", { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  test.each([
    ["/blog/first", "first"],
    ["/blog/a%20b", "a b"],
    ["/blog/other", "other"],
  ])("%s shows its parameter, whether it was listed or not", async (path, slug) => {
    const { page, expectQuietConsole } = await openPage(app, path);
    await hydrated(page, "button");
    await page.locator("button").click();
    expect(await page.locator("h1").textContent()).toBe(slug);
    expect(await page.locator("button").textContent()).toBe("1");
    expectQuietConsole();
  });
});

describe("a build", () => {
  const page = (config: string) => `export const config = ${config};\nexport default () => <p>x</p>;\n`;

  test.each([
    [
      "a page with parameters and no paths",
      { "src/pages/[id].tsx": page("{ prerender: true }") },
      /src\/pages\/\[id\]\.tsx/,
    ],
    [
      "a path outside of the page",
      { "src/pages/[id].tsx": page('{ prerender: () => ["/../../x"] }') },
      /\/\.\.\/\.\.\/x/,
    ],
    ["a path of another page", { "src/pages/a/[id].tsx": page('{ prerender: () => ["/b/1"] }') }, /\/b\/1/],
    [
      "a function that returns one path instead of a list",
      { "src/pages/[id].tsx": page('{ prerender: () => "/1" }') },
      /prerender in the config of src\/pages\/\[id\]\.tsx returned a string\. Return a list of paths.*INVALID_CONFIG/s,
    ],
    [
      "a page that is not found",
      {
        "src/pages/index.tsx": page("{ prerender: true }"),
        "src/pages/index.server.ts":
          'import { notFound } from "@bunsen/runtime";\nexport default () => notFound();\n',
      },
      /src\/pages\/index\.tsx responded with 404/,
    ],
    [
      "a page that throws, with the place",
      {
        "src/pages/index.tsx":
          "export const config = { prerender: true };\nexport default function Page() {\n  return <p>{localStorage.length}</p>;\n}\n",
      },
      /responded with 500 .*\[PRERENDER_STATUS\]\n\nReferenceError: localStorage is not defined: only browsers.*\[BROWSER_ONLY\]\n {4}at Page \(src\/pages\/index\.tsx:3:\d+\)\n.*\n\n(?: {4}\d \|.*\n){3} {6}\| +\^/,
    ],
    ...Object.entries({
      "a Response": "new Response(null, { status: 403 })",
      "a thrown error": "httpError(403)",
      "a promise of a refusal": "Promise.resolve(new Response(null, { status: 403 }))",
    }).map(([kind, refusal]): [string, AppFiles, RegExp] => [
      `a page that middleware refuses with ${kind}`,
      {
        "src/pages/index.tsx": page("{ prerender: true }"),
        "src/server.ts": `import { defineServer, httpError } from "@bunsen/runtime";
export default defineServer({ middleware: () => ${refusal} });
void httpError;
`,
      },
      /The middleware of src\/server\.ts responded with 403 for \/ while src\/pages\/index\.tsx was prerendered\..*while `building`/s,
    ]),
  ])("fails for %s", async (_name, files, message) => {
    const directory = writeApp(files);
    const { code, output } = await runBunsen(directory, ["build"]);
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(existsSync(join(directory, "dist/prerendered"))).toBe(false);
  });
});

describe("a page that is prerendered sees", () => {
  const showingOrigin = (options: string): AppFiles => ({
    "src/pages/index.tsx":
      "export const config = { prerender: true };\nexport default ({ url }) => <p>at {url.origin}</p>;\n",
    "src/server.ts": `import { building, defineServer } from "@bunsen/runtime";
export default defineServer({
  middleware: () => building ? undefined : new Response("refused", { status: 403 }),
  ${options}
});
`,
  });

  test.each([
    ["", "http://localhost"],
    ['allowedHosts: ["app.example"]', "http://app.example"],
    ['allowedHosts: ["*.app.example:*"]', "http://any.app.example"],
    ['origin: "https://public.example", allowedHosts: []', "https://public.example"],
    [
      'origin: "https://public.example", allowedHosts: ["app.example"], trustProxy: 1',
      "https://public.example",
    ],
  ])("with { %s } the origin %s", async (options, origin) => {
    const directory = writeApp(showingOrigin(options));
    const { code, output } = await runBunsen(directory, ["build"]);
    expect(code, output).toBe(0);
    const html = readFileSync(join(directory, "dist/prerendered/index.html"), "utf8");
    expect(html.replaceAll("<!-- -->", "")).toContain(`<p>at ${origin}</p>`);
  });
});

describe("bunsen export", () => {
  const APP: AppFiles = {
    ...FILES,
    "src/pages/404.tsx": "export default function Missing() { return <h1>Nothing here</h1>; }",
    "src/pages/account.tsx": "export default function Account() { return <h1>Account</h1>; }",
    "src/pages/api/time.ts": "export const GET = () => ({ now: 1 });",
    "public/robots.txt": "User-agent: *",
  };
  let app: string;
  beforeAll(async () => {
    app = writeApp(APP);
    const built = await runBunsen(app, ["build"]);
    expect(built.code, built.output).toBe(0);
  });

  test("writes the prerendered pages as a site of files, and lists what is not in it", async () => {
    const { code, output } = await runBunsen(app, ["export", "site"]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/^site\/ has 3 pages and \d+ other files\.$/m);
    expect(output).toMatch(/^\/account +the page has no config\.prerender$/m);
    expect(output).toMatch(/^\/api\/time +an endpoint needs a server$/m);
    expect(output).toMatch(/^\/blog\/\[slug\] +only the 2 paths that config\.prerender lists are there$/m);
    const text = (file: string) => readFileSync(join(app, "site", file), "utf8");
    expect(text("index.html")).toContain("<h1>Start</h1>");
    expect(text("blog/a b.html")).toContain("<h1>a b</h1>");
    expect(text("404.html")).toContain("<h1>Nothing here</h1>");
    expect(text("robots.txt")).toBe("User-agent: *");
    expect(existsSync(join(app, "site/server"))).toBe(false);
  });

  test("works on a host of files: pages hydrate, links lead on", async () => {
    const site = join(app, "site");
    using host = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        const path = decodeURIComponent(new URL(request.url).pathname);
        for (const name of [path, `${path}.html`, `${path}index.html`]) {
          const file = Bun.file(join(site, name));
          if (await file.exists()) return new Response(file);
        }
        return new Response(Bun.file(join(site, "404.html")), { status: 404 });
      },
    });
    const { page, expectQuietConsole } = await openPage({ origin: host.url.origin }, "/blog/first");
    await hydrated(page, "button");
    await page.click("button");
    expect(await page.textContent("button")).toBe("1");
    expectQuietConsole();
  });

  test.each([
    [["export"], "MISSING_DIRECTORY"],
    [["export", "src"], "EXPORT_TARGET"],
    [["export", "other", "--dist", "nowhere"], "NO_BUILD"],
  ])("bunsen %j is refused with %s", async (parameters, name) => {
    const { code, output } = await runBunsen(app, parameters);
    expect([code, output]).toEqual([1, expect.stringContaining(`[${name}]`)]);
  });
});
