import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../../support/browser.ts";
import { editFile, writeApp } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { fileOf, OVERLAY, overlayText } from "./app.ts";

const page = (body: string, head = ""): string => `import { useEffect, useState } from "react";
${head}
export const meta = { title: "Page" };

export default function Page() {
${body}
}
`;

const APP = {
  "src/fail.ts": 'export function fail(text: string): never {\n  throw new Error("failed: " + text);\n}\n',
  "src/card.tsx": `
export function Card({ text }: { text: string }) {
  return (
    <article>
      <p className={typeof window === "undefined" ? "server" : "server"}>{text}</p>
    </article>
  );
}
`,
  "src/pages/click.tsx": page(
    '  return <button type="button" onClick={() => fail("click")}>fail</button>;',
    'import { fail } from "../fail";',
  ),
  "src/pages/promise.tsx": page(
    `  const reject = async () => {
    await Promise.resolve();
    fail("promise");
  };
  return <button type="button" onClick={() => void reject()}>fail</button>;`,
    'import { fail } from "../fail";',
  ),
  "src/pages/render.tsx": page(
    `  const [broken, setBroken] = useState(false);
  if (broken) fail("render");
  return <button type="button" onClick={() => setBroken(true)}>fail</button>;`,
    'import { fail } from "../fail";',
  ),
  "src/pages/effect.tsx": page(
    `  useEffect(() => {
    if (location.search === "?fail") fail("effect");
  });
  return <button type="button">quiet</button>;`,
    'import { fail } from "../fail";',
  ),
  "src/pages/load.tsx": page(
    '  return <button type="button">quiet</button>;',
    'if (typeof window !== "undefined" && location.search === "?fail") throw new Error("failed: load");',
  ),
  "src/pages/text.tsx": page('  return <Card text="stable" />;', 'import { Card } from "../card";'),
};

describe("in development, the browser's own errors:", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startDev(writeApp(APP));
  });

  const overlayOf = (opened: { page: import("playwright-core").Page }) => opened.page.locator(OVERLAY);

  test.each([
    [
      "click",
      /failed: click[\s\S]*src\/fail\.ts:2:\d+[\s\S]*2 \| {3}throw new Error[^\n]*\n +\| +\^[\s\S]*src\/pages\/click\.tsx:6:\d+/,
    ],
    ["promise", /failed: promise[\s\S]*src\/fail\.ts:2:\d+[\s\S]*src\/pages\/promise\.tsx:8:\d+/],
    ["render", /failed: render[\s\S]*src\/fail\.ts:2:\d+[\s\S]*src\/pages\/render\.tsx:7:\d+/],
  ])("%s shows message, mapped stack and code, and heals by a save", async (name, pattern) => {
    const opened = await openPage(server, `/${name}`);
    await hydrated(opened.page, "button");
    await opened.connected();
    await opened.page.locator("button").click();
    await expect.poll(() => overlayText(opened.page)).toMatch(pattern);
    expect(await overlayText(opened.page)).not.toMatch(/http:\/\/127\.0\.0\.1:\d+\/src/);
    editFile(fileOf(server, `src/pages/${name}.tsx`), "{() =>", "{() => 1 &&");
    await expect.poll(() => overlayOf(opened).count()).toBe(0);
    await hydrated(opened.page, "button");
    expect(await opened.page.locator("button").textContent()).toBe("fail");
  });

  test.each(["effect", "load"])("%s, as the page is opened", async (name) => {
    const opened = await openPage(server, `/${name}?fail`);
    await expect
      .poll(() => overlayText(opened.page))
      .toMatch(
        new RegExp(
          `failed: ${name}[\\s\\S]*src/pages/${name}\\.tsx:[23]|failed: ${name}[\\s\\S]*src/fail\\.ts:2`,
        ),
      );
    await opened.connected();
    editFile(fileOf(server, `src/pages/${name}.tsx`), '"?fail"', '"?never"');
    await hydrated(opened.page, "button");
    await expect.poll(() => overlayOf(opened).count()).toBe(0);
  });

  test("a text that differs shows the difference and the component", async () => {
    const from = ">{text}<";
    editFile(
      fileOf(server, "src/card.tsx"),
      from,
      '>{typeof window === "undefined" ? "from the server" : "from the browser"}<',
    );
    await expect.poll(async () => (await server.fetch("/text")).text()).toContain("from the server");
    const opened = await openPage(server, "/text");
    await expect.poll(() => overlayText(opened.page)).toMatch(/\+\s+from the browser\s+-\s+from the server/);
    const shown = await overlayText(opened.page);
    expect(shown).toMatch(/<Card/);
    expect(shown).toMatch(/at Card \(\S*src\/card\.tsx:2:\d+\)/);
    await opened.connected();
    editFile(
      fileOf(server, "src/card.tsx"),
      '>{typeof window === "undefined" ? "from the server" : "from the browser"}<',
      from,
    );
    await expect.poll(() => overlayOf(opened).count()).toBe(0);
    await expect.poll(() => opened.page.locator("p").textContent()).toBe("stable");
  });

  test("an attribute that differs shows the difference and the component", async () => {
    editFile(fileOf(server, "src/card.tsx"), '"server" : "server"', '"server" : "browser"');
    await expect.poll(async () => (await server.fetch("/src/card.tsx")).text()).toContain('"browser"');
    await expect.poll(async () => (await server.fetch("/text")).status).toBe(200);
    const opened = await openPage(server, "/text");
    await expect
      .poll(() => overlayText(opened.page))
      .toMatch(/\+\s+className="browser"\s+-\s+className="server"/);
    expect(await overlayText(opened.page)).toMatch(/<Card/);
    await opened.connected();
    editFile(fileOf(server, "src/card.tsx"), '"server" : "browser"', '"server" : "server"');
    await expect.poll(() => overlayOf(opened).count()).toBe(0);
  });

  test("extensions that change <html> and <body> are no error of the page's", async () => {
    const opened = await openPage(server, "/text", {
      initScript: () => {
        document.addEventListener("readystatechange", () => {
          document.documentElement.setAttribute("data-extension", "dark");
          document.body?.setAttribute("cz-shortcut-listen", "true");
          document.body?.append(document.createElement("extension-box"));
          document.head.append(document.createElement("style"));
        });
      },
    });
    await hydrated(opened.page, "p");
    await opened.connected();
    expect(await opened.page.locator("html").getAttribute("data-extension")).toBe("dark");
    editFile(fileOf(server, "src/pages/text.tsx"), '"Page" }', '"New title" }');
    await expect.poll(() => opened.page.title()).toBe("New title");
    // What is theirs is left alone.
    expect(await opened.page.locator("html").getAttribute("data-extension")).toBe("dark");
    expect(await overlayOf(opened).count()).toBe(0);
    opened.expectQuietConsole();
  });

  test("what scripts of an extension throw is nobody's here to mend", async () => {
    const opened = await openPage(server, "/text");
    await hydrated(opened.page, "p");
    await opened.connected();
    await opened.page.evaluate(() => {
      const error = new Error("of an extension");
      error.stack = "Error: of an extension\n    at run (chrome-extension://abcdef/content.js:1:2)";
      reportError(error);
    });
    await opened.page.evaluate(() => reportError(new Error("of the page")));
    await expect.poll(() => overlayText(opened.page)).toContain("of the page");
  });

  test("whatever a tab reports, the server goes on", async () => {
    const opened = await openPage(server, "/text");
    await opened.connected();
    await opened.page.evaluate(() => {
      const error = new Error("odd");
      error.stack = `Error: odd\n    at a (http://[:1:1)\n    at b (${location.origin}/%zz.tsx:1:1)\n    at c (http://x:9:9)`;
      const link = document.createElement("link");
      link.dataset.viteDevId = "odd";
      link.setAttribute("href", "/%zz.css");
      document.head.append(link);
      window.dispatchEvent(new Event("load"));
      reportError(error);
    });
    await expect.poll(() => overlayText(opened.page)).toContain("odd");
    expect((await server.fetch("/text")).status).toBe(200);
    expect(server.log()).not.toMatch(/URIError|TypeError/);
  });

  test("a tab cannot make the overlay show files that it was not given", async () => {
    const opened = await openPage(server, "/text");
    await opened.connected();
    await opened.page.evaluate(
      (file) => {
        const error = new Error("curious");
        error.stack = `Error: curious\n    at read (${file}:1:1)\n    at other (${location.origin}/package.json:1:1)`;
        reportError(error);
      },
      fileOf(server, "package.json"),
    );
    await expect.poll(() => overlayText(opened.page)).toContain("curious");
    expect(await overlayText(opened.page)).not.toContain('"fixture"');
  });
});

test("the overlay is Vite's option, for the browser's errors and the server's", async () => {
  const server = await startDev(
    writeApp({
      ...APP,
      "vite.config.ts":
        'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()], server: { hmr: { overlay: false } } };\n',
      "src/pages/broken.tsx": 'export default () => { throw new Error("broken"); };\n',
    }),
  );
  const { page, problems, connected } = await openPage(server, "/click");
  await hydrated(page, "button");
  await connected();
  await page.locator("button").click();
  await expect.poll(() => problems).toEqual(["uncaught: failed: click"]);
  await page.goto(`${server.origin}/broken`);
  expect(await page.locator("body").textContent()).toContain("broken");
  expect(await page.locator(OVERLAY).count()).toBe(0);
});
