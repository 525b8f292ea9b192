import { rmSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { hydrated } from "../../support/browser.ts";
import { whenDone } from "../../support/cleanup.ts";
import { editFile, writeApp, writeFiles } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { ADDRESS, APP, fileOf, openTab } from "./app.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(writeApp(APP));
  await server.fetch(ADDRESS);
});

interface Mistake {
  file: string;
  from: string;
  to: string;
  /** What the overlay says. */
  says: RegExp;
  /** React takes the whole page away when a component fails. */
  losesState?: boolean;
}

const PAGE = "src/pages/shop/[name]";
const LAYOUT = "src/pages/shop/__layout";
const ROOT = "src/pages/__root";

const MISTAKES: Record<string, Mistake> = {
  "a syntax error in the page": {
    file: `${PAGE}.tsx`,
    from: "<main ",
    to: "<main <",
    says: /\[name\]\.tsx:12:21[\s\S]*12 +\| {5}<main <className/,
  },
  "a run-time error in the page": {
    file: `${PAGE}.tsx`,
    from: "  return (\n    <main",
    to: '  if (props) throw new Error("no page");\n  return (\n    <main',
    losesState: true,
    says: /no page[\s\S]*\[name\]\.tsx:1[0-9][\s\S]*1[0-9] \|[^\n]*no page[^\n]*\n +\| +\^/,
  },
  "a syntax error in a component": {
    file: "src/counter.tsx",
    from: "return <button",
    to: "return <<button",
    says: /counter\.tsx/,
  },
  "a syntax error in a module of both sides": {
    file: "src/price.ts",
    from: "=>",
    to: "=> =>",
    says: /price\.ts/,
  },
  "an import of nothing": {
    file: `${PAGE}.tsx`,
    from: '"../../price"',
    to: '"../../prize"',
    says: /imports "\.\.\/\.\.\/prize", but there is no such file[\s\S]*\[name\]\.tsx:5:23[\s\S]*5 +\| import \{ price \}[^\n]*\n +\| {23}\^/,
  },
  "an import of server code": {
    file: `${PAGE}.tsx`,
    from: '"../../price";',
    to: '"../../price";\nimport "../../stock.server";',
    says: /\[SERVER_ONLY\][\s\S]*\[name\]\.tsx:6:8[\s\S]*6 +\| import "\.\.\/\.\.\/stock\.server";\n +\| {8}\^/,
  },
  "an attribute without a meaning in browsers": {
    file: `${PAGE}.tsx`,
    from: '"../../price";',
    to: '"../../price";\nimport bytes from "../../style.css" with { type: "bytes" };',
    says: /\[IMPORT_ATTRIBUTE\][\s\S]*\[name\].tsx:6:44[\s\S]*6 +\| import bytes[^\n]*\n +\| {44}\^/,
  },
  "data that do not parse": {
    file: "src/sizes.toml",
    from: "size = 4",
    to: "size = 4\ncolour =",
    says: /src\/sizes\.toml:2 cannot be imported[\s\S]*\[INVALID_DATA\][\s\S]*2 +\| colour =\n +\| +\^/,
  },
  "a syntax error in the companion": {
    file: `${PAGE}.server.ts`,
    from: "export default ((",
    to: "export default (((",
    says: /\[name\]\.server\.ts/,
  },
  "a run-time error in the companion": {
    file: `${PAGE}.server.ts`,
    from: "  props: {",
    to: '  props: query.size === "4" ? nothing() : {',
    says: /nothing[\s\S]*\[name\]\.server\.ts:5[\s\S]*5 +\|[^\n]*nothing[^\n]*\n +\| +\^/,
  },
  "an error while the companion is loaded": {
    file: "src/stock.server.ts",
    from: "export const",
    to: 'throw new Error("no stock");\nexport const',
    says: /no stock[\s\S]*stock\.server\.ts:1/,
  },
  "an error in meta": {
    file: `${PAGE}.tsx`,
    from: '"Page " + ctx',
    to: '"Page " + ctx.nothing',
    says: /\[name\]\.tsx:6/,
  },
  "a syntax error in the layout": {
    file: `${LAYOUT}.tsx`,
    from: "<section>",
    to: "<section",
    says: /__layout\.tsx/,
  },
  "a run-time error in the layout's companion": {
    file: `${LAYOUT}.server.ts`,
    from: "=> ({",
    to: "=> nothing() ?? ({",
    says: /nothing[\s\S]*__layout\.server\.ts:1/,
  },
  "a syntax error in the root": { file: `${ROOT}.tsx`, from: "<div>", to: "<div", says: /__root\.tsx/ },
  "a run-time error in the root's companion": {
    file: `${ROOT}.server.ts`,
    from: "({ locals }) => (",
    to: "({ locals }) => nothing() ?? (",
    says: /nothing[\s\S]*__root\.server\.ts:3/,
  },
  "a syntax error in server.ts": {
    file: "src/server.ts",
    from: "defineServer({",
    to: "defineServer({{",
    says: /server\.ts/,
  },
  "a run-time error in server.ts": {
    file: "src/server.ts",
    from: "export default",
    to: 'throw new Error("no server");\nexport default',
    says: /no server[\s\S]*server\.ts:3/,
  },
  "an unknown option in server.ts": {
    file: "src/server.ts",
    from: "middleware:",
    to: "middlewares:",
    says: /middleware/,
  },
  "an error in middleware": {
    file: "src/server.ts",
    from: "locals.greeting =",
    to: "locals.greeting = nothing() +",
    says: /nothing[\s\S]*server\.ts:5/,
  },
  "a syntax error in the stylesheet": {
    file: "src/style.css",
    from: "main {",
    to: "main {{ ) ",
    says: /style\.css|CSS|Missing/i,
  },
  "an unknown class in the stylesheet": {
    file: "src/style.css",
    from: "main {",
    to: "main { @apply no-such-class;",
    says: /no-such-class/,
  },
  "a missing import of the stylesheet": {
    file: "src/style.css",
    from: "@theme",
    to: '@import "./none.css";\n@theme',
    says: /none\.css/,
  },
};

/** Names of plugins, compiled code, and frames of Vite and Bunsen. */
const TOOLS = /\[plugin:|_jsx|node_modules\/vite|packages\/(vite|runtime)\/dist|\[38;5/;

describe("a tab shows, and recovers from without a reload, with its state:", () => {
  test.each(Object.entries(MISTAKES))("%s", async (_, { file, from, to, says, losesState }) => {
    const tab = await openTab(server);
    editFile(fileOf(server, file), from, to);
    await expect.poll(() => tab.overlay()).toMatch(says);
    expect(await tab.overlay()).not.toMatch(TOOLS);
    await tab.page.waitForTimeout(200);
    editFile(fileOf(server, file), to, from);
    await tab.expectNoOverlay();
    if (losesState) await hydrated(tab.page, "#page-counter");
    else await tab.expectKept();
    // And it goes on to hear of edits.
    editFile(fileOf(server, `${LAYOUT}.server.ts`), "aisle one", "aisle two");
    await expect.poll(() => tab.text("#layout-props")).toBe("aisle two");
    await tab.expectNoOverlay();
  });
});

describe("a tab that was opened on an error shows the page when it is mended:", () => {
  const FIRST = [
    "a syntax error in the page",
    "a run-time error in the companion",
    "a syntax error in the root",
    "a syntax error in server.ts",
    "a syntax error in the stylesheet",
  ];
  test.each(FIRST)("%s", async (name) => {
    const { file, from, to, says } = MISTAKES[name] as Mistake;
    editFile(fileOf(server, file), from, to);
    await expect
      .poll(async () => (await server.fetch(ADDRESS)).status)
      .toBe(file.endsWith(".css") ? 200 : 500);
    const tab = await openTab(server, ADDRESS, []);
    await expect.poll(() => tab.overlay()).toMatch(says);
    editFile(fileOf(server, file), to, from);
    await expect.poll(() => tab.page.locator("#page-text").allTextContents()).toEqual(["page text"]);
    await tab.expectNoOverlay();
  });
});

test("an error of Tailwind stays, whatever else is edited, until it is mended", async () => {
  const tab = await openTab(server);
  editFile(fileOf(server, "src/style.css"), "main {", "main { @apply no-such-class;");
  await expect.poll(() => tab.overlay()).toMatch(/no-such-class/);
  for (const word of ["one", "two"]) {
    editFile(fileOf(server, `${PAGE}.tsx`), "page text", `page ${word} text`);
    await expect.poll(() => tab.text("#page-text")).toBe(`page ${word} text`);
    await expect.poll(() => tab.overlay()).toMatch(/no-such-class/);
    editFile(fileOf(server, `${PAGE}.tsx`), `page ${word} text`, "page text");
    await expect.poll(() => tab.text("#page-text")).toBe("page text");
  }
  editFile(fileOf(server, "src/style.css"), "main { @apply no-such-class;", "main {");
  await tab.expectNoOverlay();
  await tab.expectKept();
});

test("an endpoint recovers from errors", async () => {
  const file = fileOf(server, "src/pages/api/stock.ts");
  const ask = async () => {
    const response = await server.fetch("/api/stock");
    return [response.status, (await response.json()).text];
  };
  expect(await ask()).toEqual([200, "endpoint old"]);
  for (const [from, to] of [
    ["({ loaded", "(({ loaded"],
    ["=> ({", "=> nothing() ?? ({"],
    ["../../stock", "../../stick"],
  ] as const) {
    editFile(file, from, to);
    await expect.poll(async () => (await server.fetch("/api/stock")).status, { message: to }).toBe(500);
    editFile(file, to, from);
    await expect.poll(ask, { message: from }).toEqual([200, "endpoint old"]);
  }
});

test("a file that is missing is asked for again when it is there", async () => {
  const tab = await openTab(server);
  const missing = "src/late.server.ts";
  whenDone(() => rmSync(fileOf(server, missing), { force: true }));
  editFile(fileOf(server, `${PAGE}.server.ts`), "../../stock.server", "../../late.server");
  await expect.poll(() => tab.overlay()).toMatch(/late/);
  writeFiles(server.dir, { [missing]: 'export const stock = { text: "late but there" };\n' });
  await expect.poll(() => tab.text("#page-props")).toContain("late but there");
  await tab.expectNoOverlay();
  await tab.expectKept();
});
