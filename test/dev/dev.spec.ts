import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated, type OpenedPage, openPage } from "../support/browser.ts";
import { type AppFiles, editFile, writeApp, writeFiles } from "../support/fixture.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { type RunningServer, startDev } from "../support/serve.ts";
import { spellings } from "../support/spellings.ts";
import { until } from "../support/until.ts";

const CANARY = "canary-c3a1e6f8";

const APP: AppFiles = {
  ".env": `SECRET=${CANARY}\n`,
  "package.json": `{ "name": "fixture-${CANARY}", "private": true, "type": "module" }\n`,
  "vite.config.ts": `import { bunsen } from "@bunsen/vite";\n// ${CANARY}\nexport default { plugins: [bunsen()] };\n`,
  "tsconfig.json": `{ "compilerOptions": { "jsx": "react-jsx" }, "display": "${CANARY}" }\n`,
  "bun.lock": `${CANARY}\n`,
  "src/style.css": '@import "tailwindcss";\n.plain { color: rgb(1, 2, 3); }\n',
  "src/counter.tsx": `
import { useState } from "react";
export function Counter() {
  const [count, setCount] = useState(0);
  return <button type="button" onClick={() => setCount(count + 1)}>clicked {count}</button>;
}
`,
  "src/pages/index.tsx": `
import type { PageProps } from "@bunsen/runtime";
import { Counter } from "../counter";
import "../style.css";
export const meta = { title: "First title" };
export const config = { renderTimeout: 20 };
export default function Index({ props }: PageProps<"/">) {
  return (
    <main className="plain bg-[rgb(4,5,6)]">
      <p id="text">first text</p>
      <p id="rows">{props.rows} rows of {props.label}</p>
      <Counter />
    </main>
  );
}
`,
  "src/pages/index.server.ts": `
import { Database } from "bun:sqlite";
import type { PageServer } from "@bunsen/runtime";
const database = new Database(":memory:");
database.run("CREATE TABLE rows (id INTEGER PRIMARY KEY)");
database.run("INSERT INTO rows VALUES (1), (2), (3)");
export default (() => ({
  props: { rows: database.query("SELECT id FROM rows").all().length, label: "iron" },
})) satisfies PageServer;
`,
  "src/pages/late.tsx": `
import colors from "picocolors";
export default () => <main>colours: {typeof colors.red}</main>;
`,
};

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(writeApp(APP));
});

const fileOf = (path: string): string => join(server.dir, path);

/** The page with its counter at 2, so that lost state shows. */
async function openCounted(): Promise<OpenedPage> {
  const opened = await openPage(server, "/");
  await hydrated(opened.page, "button");
  await opened.connected();
  await opened.page.locator("button").click();
  await opened.page.locator("button").click();
  await expectCounted(opened);
  return opened;
}

async function expectCounted({ page, loads }: OpenedPage): Promise<void> {
  await expect.poll(() => page.locator("button").textContent()).toMatch(/2$/);
  expect(loads()).toBe(1);
}

const styleOf = (page: Page, property: "color" | "backgroundColor"): Promise<string> =>
  page.locator("main").evaluate((element, name) => getComputedStyle(element)[name], property);

describe("a cold first visit", () => {
  test("hydrates without a reload, though its packages were not known before", async () => {
    const fresh = await startDev(writeApp(APP));
    for (const path of ["/", "/late"]) {
      const { page, loads, expectQuietConsole } = await openPage(fresh, path);
      await hydrated(page, "main");
      await page.waitForLoadState("networkidle");
      expect(loads(), path).toBe(1);
      expectQuietConsole();
    }
    expect(fresh.log()).not.toMatch(/new dependencies optimized|optimized dependencies changed|reloading/);
  });

  test("is styled before any script runs, plain CSS and Tailwind alike", async () => {
    const fresh = await startDev(writeApp(APP));
    const html = await (await fresh.fetch("/")).text();
    expect(html.slice(0, html.indexOf("</head>"))).toMatch(/<link[^>]+rel="stylesheet"/);
    const { page, expectQuietConsole } = await openPage(fresh, "/", { javaScriptEnabled: false });
    expect(await styleOf(page, "color")).toBe("rgb(1, 2, 3)");
    expect(await styleOf(page, "backgroundColor")).toBe("rgb(4, 5, 6)");
    expectQuietConsole();
  });
});

describe("an edit", () => {
  test("of a component keeps its state", async () => {
    const opened = await openCounted();
    const before = server.log().length;
    editFile(fileOf("src/counter.tsx"), "clicked {count}", "pressed {count}");
    await expect.poll(() => opened.page.locator("button").textContent()).toBe("pressed 2");
    await expectCounted(opened);
    // It brings no new class, so no stylesheet is sent.
    expect(server.log().slice(before)).toMatch(/hmr update \/src\/counter\.tsx\n/);
    opened.expectQuietConsole();
  });

  test("of a page that exports meta and config keeps the state below it", async () => {
    const opened = await openCounted();
    editFile(fileOf("src/pages/index.tsx"), "first text", "second text");
    await expect.poll(() => opened.page.locator("#text").textContent()).toBe("second text");
    await expectCounted(opened);
    opened.expectQuietConsole();
  });

  test("of a page's meta changes the title in place", async () => {
    const opened = await openCounted();
    expect(await opened.page.title()).toBe("First title");
    editFile(fileOf("src/pages/index.tsx"), "First title", "Second title");
    await expect.poll(() => opened.page.title()).toBe("Second title");
    await expectCounted(opened);
  });

  test("of a server file refreshes the props in place", async () => {
    const opened = await openCounted();
    editFile(fileOf("src/pages/index.server.ts"), '"iron"', '"gold"');
    await expect.poll(() => opened.page.locator("#rows").textContent()).toBe("3 rows of gold");
    await expectCounted(opened);
  });

  test("of a stylesheet swaps it in place", async () => {
    const opened = await openCounted();
    editFile(fileOf("src/style.css"), "rgb(1, 2, 3)", "rgb(7, 8, 9)");
    await expect.poll(() => styleOf(opened.page, "color")).toBe("rgb(7, 8, 9)");
    await expectCounted(opened);
  });

  test("that brings a new Tailwind class styles it in place", async () => {
    const opened = await openCounted();
    editFile(fileOf("src/pages/index.tsx"), "bg-[rgb(4,5,6)]", "bg-[rgb(14,15,16)]");
    await expect.poll(() => styleOf(opened.page, "backgroundColor")).toBe("rgb(14, 15, 16)");
    await expectCounted(opened);
  });

  test("is what the next request is rendered from", async () => {
    editFile(fileOf("src/pages/index.tsx"), "first text", "third text");
    await expect.poll(async () => (await server.fetch("/")).text()).toContain("third text");
  });
});

describe("an error", () => {
  test("thrown on the server shows message, file and line, and heals", async () => {
    const { page, connected, loads } = await openPage(server, "/");
    await hydrated(page, "button");
    await connected();
    editFile(
      fileOf("src/pages/index.server.ts"),
      "export default (() => ({",
      'if (database) throw new Error("no such mine");\nexport default (() => ({',
    );
    const overlay = page.locator("bunsen-error-overlay");
    await expect.poll(async () => (await server.fetch("/")).status).toBe(500);
    await overlay.waitFor({ state: "attached" });
    const shown = await overlay.evaluate((element) => element.shadowRoot?.textContent ?? "");
    expect(shown).toContain("no such mine");
    expect(shown).toMatch(/src\/pages\/index\.server\.ts:7/);
    await expect.poll(() => server.log()).toMatch(/src\/pages\/index\.server\.ts:7/);
    editFile(fileOf("src/pages/index.server.ts"), 'if (database) throw new Error("no such mine");\n', "");
    await expect.poll(() => page.locator("#rows").allTextContents()).toEqual(["3 rows of iron"]);
    await expect.poll(() => overlay.count()).toBe(0);
    expect(loads()).toBe(1);
  });
});

describe("an error of one page", () => {
  const overlayOf = ({ page }: OpenedPage) => page.locator("vite-error-overlay");

  test("covers that page and no other, whether a tab was open when it happened or not", async () => {
    const fresh = await startDev(
      writeApp({
        "src/pages/index.tsx": "export default () => <main>healthy</main>;\n",
        "src/pages/broken.tsx": 'export default () => { throw new Error("broken page"); };\n',
        "src/pages/api/broken.ts": 'export const GET = () => { throw new Error("broken endpoint"); };\n',
      }),
    );
    const fail = async () => {
      expect((await fresh.fetch("/broken")).status).toBe(500);
      expect((await fresh.fetch("/api/broken")).status).toBe(500);
    };
    await fail();
    const healthy = await openPage(fresh, "/");
    await healthy.connected();
    await fail();
    const broken = await openPage(fresh, "/broken");
    await overlayOf(broken).waitFor({ state: "attached" });
    await broken.connected();
    const text = await overlayOf(broken).evaluate((element) => element.shadowRoot?.textContent);
    expect(text).toContain("broken page");
    expect(await overlayOf(broken).count()).toBe(1);
    // What the socket brought, if it brought anything, is shown by now.
    expect(await overlayOf(healthy).count()).toBe(0);
    healthy.expectQuietConsole();
  });
});

describe("a change while a page is being loaded", () => {
  const SLOW = {
    "src/value.ts": 'export const value = "old";\n',
    "src/pages/slow.tsx": "export default ({ props }) => <h1>{props.value}</h1>;\n",
    "src/pages/slow.server.ts": `
import { value } from "../value.ts";
export default async ({ query }) => {
  console.log("begun", value, query.ms);
  await Bun.sleep(Number(query.ms));
  if (value === "broken") throw new Error("broken value");
  return { props: { value } };
};
`,
  };

  test.each(["old", "broken"])("reaches the tab when it is there: %s to new", async (first) => {
    writeFiles(server.dir, { ...SLOW, "src/value.ts": `export const value = "${first}";\n` });
    const status = first === "old" ? 200 : 500;
    await expect.poll(async () => (await server.fetch("/slow?ms=0")).status).toBe(status);
    await expect.poll(async () => (await server.fetch("/slow?ms=0")).text()).toContain(first);
    const opening = openPage(server, "/slow?ms=1500");
    await expect.poll(() => server.log()).toContain(`begun ${first} 1500`);
    writeFiles(server.dir, { "src/value.ts": 'export const value = "new";\n' });
    const { page } = await opening;
    await expect.poll(() => page.locator("h1").allTextContents()).toEqual(["new"]);
    for (const file of Object.keys(SLOW)) rmSync(fileOf(file));
  });
});

describe("a page", () => {
  test("that is added, and removed again, takes effect without a restart", async () => {
    const missing = await server.fetch("/added", { headers: { Accept: "text/html" } });
    expect(missing.status).toBe(404);
    const hint = "src/pages/added.tsx would respond to it.";
    expect(await missing.text()).toContain(hint);
    await expect.poll(() => server.log()).toMatch(new RegExp(`${RegExp.escape(hint)}.* code=NO_ROUTE`));
    writeFiles(server.dir, { "src/pages/added.tsx": "export default () => <h1>added</h1>;\n" });
    await expect.poll(async () => (await server.fetch("/added")).status).toBe(200);
    rmSync(fileOf("src/pages/added.tsx"));
    await expect.poll(async () => (await server.fetch("/added")).status).toBe(404);
  });
});

describe("a change that comes at the same time as another one", () => {
  const textOf = async (path: string) => (await server.fetch(path)).text();

  test("of the same file is not lost", async () => {
    const write = (text: string) =>
      writeFiles(server.dir, { "src/pages/twice.tsx": `export default () => <h1>${text}</h1>;\n` });
    write("start");
    await expect.poll(() => textOf("/twice")).toContain("start");
    for (let round = 0; round < 5; round++) {
      write(`round ${round} first`);
      // As soon as somebody has seen it, and within the time in which the watcher takes two changes for one.
      await until(async () => (await textOf("/twice")).includes(`round ${round} first`), {
        what: "the first change",
      });
      write(`round ${round} second`);
      await expect.poll(() => textOf("/twice")).toContain(`round ${round} second`);
    }
  });

  test("in a new directory is not lost", async () => {
    const pages = Array.from({ length: 20 }, (_, index) => `deep${index}/a/b/c/d/page`);
    for (const page of pages) {
      writeFiles(server.dir, { [`src/pages/${page}.tsx`]: `export default () => <h1>${page}</h1>;\n` });
      await Bun.sleep(5);
    }
    for (const page of pages) await expect.poll(() => textOf(`/${page}`)).toContain(`<h1>${page}</h1>`);
    writeFiles(server.dir, { "src/pages/deep0/a/b/c/d/later.tsx": "export default () => <h1>later</h1>;\n" });
    await expect.poll(() => textOf("/deep0/a/b/c/d/later")).toContain("later");
    for (let index = 0; index < pages.length; index++) {
      rmSync(fileOf(`src/pages/deep${index}`), { recursive: true });
    }
    await expect.poll(async () => (await server.fetch(`/${pages[0]}`)).status).toBe(404);
  });
});

test("bun:sqlite works beside a page", async () => {
  expect(await (await server.fetch("/")).text()).toMatch(/3(<!-- -->)? rows/);
});

test.each(["package.json", "vite.config.ts", "bun.lock", "tsconfig.json"])(
  "%s is not served",
  async (file) => {
    for (const base of [`/${file}`, `//${file}`, `/./${file}`, `/src/../${file}`, `/%2e/${file}`]) {
      await expectNoCanary([base, `${base}?x`, `${base}/`, `${base}.map`]);
    }
  },
);

test(".env is not served in any spelling", async () => {
  await expectNoCanary(spellings(".env", fileOf(".env")));
});

async function expectNoCanary(targets: string[]): Promise<void> {
  for (const target of targets) {
    const response = await getRaw(server, target);
    expect(rawText(response), `${response.status} ${target}`).not.toContain(CANARY);
  }
}

test("the log is quiet about all of this", () => {
  expect(server.log()).not.toMatch(/unhandled|uncaught|deprecated/i);
});
