import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { buildApp } from "../support/build.ts";
import { type AppFiles, writeApp, writeFiles } from "../support/fixture.ts";
import { type RunningServer, startDev } from "../support/serve.ts";

const page = (text: string): string => `export default () => <h1>${text}</h1>;\n`;

const APP: AppFiles = {
  "src/pages/index.tsx": `
import { useState } from "react";
export default function Index() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>{"clicked " + count}</button>;
}
`,
  "src/pages/blog/[slug].tsx": page("a post"),
  "src/state.server.ts": "export const started = { at: Math.random() };\n",
  "src/pages/api/started.ts":
    'import { started } from "../../state.server";\nexport const GET = () => started;\n',
};

describe("in dev, without a restart, a page that is", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startDev(writeApp(APP));
  });

  const file = (path: string): string => join(server.dir, "src/pages", path);
  const status = async (path: string) => (await server.fetch(path)).status;
  const text = async (path: string) => (await server.fetch(path)).text();
  const started = async (): Promise<unknown> => (await server.fetch("/api/started")).json();

  test("added, renamed and deleted is routed at once, and nothing else is touched", async () => {
    const before = await started();
    const { page: tab, loads } = await openPage(server, "/");
    await hydrated(tab, "button");
    await tab.locator("button").click();

    writeFiles(server.dir, { "src/pages/news.tsx": page("the news") });
    await expect.poll(() => text("/news")).toContain("<h1>the news</h1>");
    renameSync(file("news.tsx"), file("latest.tsx"));
    await expect.poll(() => status("/news")).toBe(404);
    await expect.poll(() => text("/latest")).toContain("<h1>the news</h1>");
    rmSync(file("latest.tsx"));
    await expect.poll(() => status("/latest")).toBe(404);

    expect(await tab.locator("button").textContent()).toBe("clicked 1");
    expect(loads()).toBe(1);
    expect(await started()).toEqual(before);
  });

  test("more special than another one takes its place, and gives it back", async () => {
    expect(await text("/blog/new")).toContain("a post");
    writeFiles(server.dir, { "src/pages/blog/new.tsx": page("a form") });
    await expect.poll(() => text("/blog/new")).toContain("a form");
    rmSync(file("blog/new.tsx"));
    await expect.poll(() => text("/blog/new")).toContain("a post");
  });

  test("given a companion, a layout, a root and a 404 page has them", async () => {
    writeFiles(server.dir, {
      "src/pages/about.tsx": "export default ({ props }) => <h1>{props.text}</h1>;\n",
      "src/pages/about.server.ts": 'export default () => ({ props: { text: "from the companion" } });\n',
    });
    await expect.poll(() => text("/about")).toContain("from the companion");
    writeFiles(server.dir, {
      "src/pages/__root.tsx": 'export default ({ children }) => <div id="r">{children}</div>;\n',
    });
    await expect.poll(() => text("/about")).toContain('<div id="r"><h1>');
    writeFiles(server.dir, {
      "src/pages/blog/__layout.tsx": "export default ({ children }) => <nav>{children}</nav>;\n",
    });
    await expect.poll(() => text("/blog/x")).toContain('<div id="r"><nav><h1>a post</h1></nav>');
    writeFiles(server.dir, { "src/pages/blog/404.tsx": page("no such post") });
    await expect.poll(() => text("/blog/x/y")).toContain("<nav><h1>no such post</h1></nav>");
    rmSync(file("blog/__layout.tsx"));
    await expect.poll(() => text("/blog/x/y")).toContain('<div id="r"><h1>no such post</h1>');
    rmSync(file("about.server.ts"));
    await expect.poll(() => text("/about")).not.toContain("from the companion");
  });
});

describe("in dev, without a restart, a directory in parentheses", () => {
  test("is a layout group while it has a __layout, and is named once while it has none", async () => {
    const server = await startDev(
      writeApp({
        "src/pages/index.tsx": APP["src/pages/index.tsx"] ?? "",
        "src/pages/(app)/tasks.tsx": page("the tasks"),
      }),
    );
    const get = async () => {
      const response = await server.fetch("/tasks");
      return `${response.status} ${await response.text()}`;
    };
    const layout = "src/pages/(app)/__layout.tsx";
    const named = /Not routed: src\/pages\/\(app\)\. .*__layout\.tsx.*\[UNROUTED_DIRECTORY\]/g;
    expect(await get()).toMatch(/^404/);
    const { page: tab } = await openPage(server, "/tasks");

    writeFiles(server.dir, { [layout]: "export default ({ children }) => <nav>{children}</nav>;\n" });
    await expect.poll(get).toMatch(/^200 .*<nav><h1>the tasks<\/h1><\/nav>/s);
    // The tab shows the page by itself.
    await tab.locator("nav h1").waitFor();

    rmSync(join(server.dir, layout));
    await expect.poll(get).toMatch(/^404/);
    writeFiles(server.dir, { [layout]: "export default ({ children }) => <aside>{children}</aside>;\n" });
    await expect.poll(get).toMatch(/^200 .*<aside><h1>the tasks/s);
    expect(server.log().match(named)).toHaveLength(1);
  });
});

describe("a build refuses, and says why,", () => {
  const REFUSED: AppFiles = {
    "src/pages/index.tsx": page("home"),
    "src/pages/same.tsx": page("one"),
    "src/pages/same/index.tsx": page("the other"),
    "src/pages/u/[a].tsx": page("one"),
    "src/pages/u/[b].tsx": page("the other"),
    "src/pages/star*.tsx": page("star"),
    "src/pages/colon:x.tsx": page("colon"),
    "src/pages/what?.tsx": page("question"),
    "src/pages/hash#.tsx": page("hash"),
    "src/pages/per%cent.tsx": page("percent"),
    "src/pages/odd/back\\slash.tsx": page("backslash"),
    "src/pages/[...all]/more.tsx": page("rest before the end"),
    "src/pages/[[one]].tsx": page("optional"),
    "src/pages/x/index/index.tsx": page("index"),
    "src/pages/(one)/__layout.tsx": page("a layout"),
    "src/pages/(one)/twice.tsx": page("one"),
    "src/pages/(two)/__layout.tsx": page("a layout"),
    "src/pages/(two)/twice.tsx": page("the other"),
    "src/pages/(three)/twice.tsx": page("no group"),
  };

  test("every name that no URL can have, and every second file for one URL", async () => {
    const { code, output } = await buildApp(writeApp(REFUSED));
    expect(code).toBe(1);
    for (const path of Object.keys(REFUSED).filter((name) => !/__layout|three|pages\/index/.test(name)))
      expect(output).toContain(path);
    expect(output).toMatch(
      /\(one\)\/twice\.tsx and src\/pages\/\(two\)\/twice\.tsx are both the route \/twice/,
    );
    expect(output.match(/Not routed: src\/pages\/\(three\)\./g)).toHaveLength(1);
    expect(output).toMatch(/same\.tsx and src\/pages\/same\/index\.tsx are both the route \/same/);
    expect(output).toMatch(/u\/\[a\]\.tsx and src\/pages\/u\/\[b\]\.tsx match the same URLs/);
    expect(output).not.toMatch(/^\s+at .+:\d+:\d+/m);
  });

  test("a file in public/ that a route would hide", async () => {
    const { code, output } = await buildApp(
      writeApp({
        "src/pages/index.tsx": page("home"),
        "src/pages/robots.txt.ts": "export const GET = () => 1;\n",
        "public/robots.txt": "x",
      }),
    );
    expect(code).toBe(1);
    expect(output).toContain("public/robots.txt");
    expect(output).toContain("src/pages/robots.txt.ts");
  });

  test("an endpoint without a handler", async () => {
    const { code, output } = await buildApp(
      writeApp({
        "src/pages/index.tsx": page("home"),
        "src/pages/api/helper.ts": "export const help = 1;\n",
      }),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/src\/pages\/api\/helper\.ts[\s\S]*__/);
  });
});
