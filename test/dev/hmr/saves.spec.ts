import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../../support/browser.ts";
import { writeApp, writeFiles } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { ADDRESS, APP, fileOf, openTab } from "./app.ts";

const HELD = "held until the next save";

/** Vite's work on a module that holds this text lasts until the next save of it. */
const CONFIG = `import { bunsen } from "@bunsen/vite";
const holding = {
  name: "holding",
  enforce: "post",
  applyToEnvironment: ({ name }) => name === "client",
  async transform(code, id) {
    if (!code.includes("${HELD}")) return;
    const module = this.environment.moduleGraph.getModuleById(id);
    const { lastHMRTimestamp } = module;
    console.log("${HELD}");
    while (module.lastHMRTimestamp === lastHMRTimestamp) await Bun.sleep(1);
  },
};
export default { plugins: [bunsen(), holding] };
`;

let server: RunningServer;
let original: string;
beforeAll(async () => {
  server = await startDev(writeApp({ ...APP, "vite.config.ts": CONFIG }));
  original = await documentNow();
});

afterEach(async () => {
  const names = readdirSync(fileOf(server, "src"), { recursive: true, withFileTypes: true });
  for (const entry of names) {
    const path = relative(server.dir, join(entry.parentPath, entry.name));
    if (entry.isFile() && !(path in APP)) rmSync(fileOf(server, path));
  }
  writeFiles(server.dir, APP);
  await expect.poll(documentNow).toBe(original);
});

/** The page as the server renders it, without the number of the last change. */
async function documentNow(): Promise<string> {
  const response = await server.fetch(ADDRESS);
  return (await response.text()).replace(/data-change="\d+"/, "");
}

const PAGE = "src/pages/shop/[name].tsx";
const COMPANION = "src/pages/shop/[name].server.ts";

/** The file's text with the page's text, and its companion's, in another round. */
const inRound = (path: string, round: string): string =>
  (APP[path] ?? "").replace("page text", `page ${round}`).replace(" wants ", ` ${round} `);

/** As editors do that must never leave half a file: a new file takes the old one's place. */
function saveAtomically(file: string, text: string): void {
  writeFileSync(`${file}.tmp~`, text);
  renameSync(`${file}.tmp~`, file);
}

/** As editors do that keep the file: for a moment it is empty, then there is half of it. */
async function saveInPieces(file: string, text: string): Promise<void> {
  const descriptor = openSync(file, "r+");
  ftruncateSync(descriptor, 0);
  await delay(30);
  writeSync(descriptor, text);
  closeSync(descriptor);
}

describe("a save is shown, with nothing lost, that", () => {
  test("renames a new file into place, again and again", async () => {
    const tab = await openTab(server);
    for (const round of ["one", "two"]) {
      saveAtomically(fileOf(server, PAGE), inRound(PAGE, round));
      saveAtomically(fileOf(server, COMPANION), inRound(COMPANION, round));
      await expect.poll(() => tab.text("#page-text")).toBe(`page ${round}`);
      await expect.poll(() => tab.text("#page-props")).toBe(`Ada ${round} 4 stock low iron 4`);
    }
    await tab.expectKept();
    tab.expectQuietConsole();
  });

  test("comes while Vite works on the one before", async () => {
    const tab = await openTab(server);
    writeFiles(server.dir, { [PAGE]: inRound(PAGE, HELD) });
    await expect.poll(() => server.log()).toContain(HELD);
    writeFiles(server.dir, { [PAGE]: inRound(PAGE, "second") });
    await expect.poll(() => tab.text("#page-text")).toBe("page second");
    await tab.expectKept();
    tab.expectQuietConsole();
  });

  test.each([0, 45])("comes %i ms after another one", async (pause) => {
    const tab = await openTab(server);
    for (const path of [PAGE, COMPANION]) {
      writeFiles(server.dir, { [path]: inRound(path, "first") });
      await delay(pause);
      writeFiles(server.dir, { [path]: inRound(path, "second") });
    }
    await expect.poll(() => tab.text("#page-text")).toBe("page second");
    await expect.poll(() => tab.text("#page-props")).toBe("Ada second 4 stock low iron 4");
    await tab.expectKept();
    tab.expectQuietConsole();
  });

  test.each([PAGE, COMPANION, "src/style.css"])("empties the file first: %s", async (path) => {
    const tab = await openTab(server);
    const text = inRound(path, "whole").replace("rgb(1, 2, 3)", "rgb(7, 8, 9)");
    await saveInPieces(fileOf(server, path), text);
    await expect
      .poll(async () => [
        await tab.text("#page-text"),
        await tab.text("#page-props"),
        await tab.style("main", "color"),
      ])
      .toContainEqual(path.endsWith(".css") ? "rgb(7, 8, 9)" : expect.stringContaining("whole"));
    await tab.expectNoOverlay();
    await tab.expectKept();
    tab.expectQuietConsole();
  });

  test("changes nothing", async () => {
    const tab = await openTab(server);
    writeFiles(server.dir, { [PAGE]: readFileSync(fileOf(server, PAGE), "utf8") });
    await tab.page.waitForTimeout(500);
    await tab.expectKept();
    tab.expectQuietConsole();
  });
});

describe("an open tab", () => {
  const NOT_FOUND =
    "console error: Failed to load resource: the server responded with a status of 404 (Not Found)";

  test("of a page that is deleted shows the 404 page, and the page when it is back", async () => {
    const tab = await openTab(server);
    rmSync(fileOf(server, PAGE));
    await expect.poll(() => tab.text("h1").catch(() => "")).toBe("404");
    writeFiles(server.dir, { [PAGE]: APP[PAGE] ?? "" });
    await expect.poll(() => tab.text("#page-text")).toBe("page text");
    expect(tab.problems.filter((problem) => problem !== NOT_FOUND)).toEqual([]);
  });

  test("of a page that is renamed shows the 404 page, and the page has its new address", async () => {
    const tab = await openTab(server);
    renameSync(fileOf(server, PAGE), fileOf(server, "src/pages/shop/moved.tsx"));
    renameSync(fileOf(server, COMPANION), fileOf(server, "src/pages/shop/moved.server.ts"));
    await expect.poll(() => tab.text("h1").catch(() => "")).toBe("404");
    const moved = await openPage(server, "/shop/moved?size=2");
    await expect.poll(() => moved.page.locator("#price").textContent()).toBe("price 20");
    moved.expectQuietConsole();
  });

  test("of a 404 page that is hydrated keeps its state, until there is a page", async () => {
    writeFiles(server.dir, {
      "src/pages/404.tsx": `import { Counter } from "../counter";
export default () => <main><h1>own 404</h1><p id="text">missing old</p><Counter name="page-counter" /></main>;
`,
    });
    await expect.poll(async () => (await server.fetch("/nowhere")).text()).toContain("own 404");
    const tab = await openTab(server, "/nowhere", ["root-counter", "page-counter"]);
    writeFiles(server.dir, {
      "src/pages/404.tsx": `import { Counter } from "../counter";
export default () => <main><h1>own 404</h1><p id="text">missing new</p><Counter name="page-counter" /></main>;
`,
    });
    await expect.poll(() => tab.text("#text")).toBe("missing new");
    writeFiles(server.dir, {
      "src/pages/__root.server.ts": 'export default () => ({ props: { site: "new site" } });\n',
    });
    await expect.poll(() => tab.text("#root-props")).toBe("new site");
    await tab.expectKept();
    writeFiles(server.dir, { "src/pages/nowhere.tsx": "export default () => <h1>somewhere</h1>;\n" });
    await expect.poll(() => tab.text("h1").catch(() => "")).toBe("somewhere");
  });

  test("is given a layout that is new, and loses one that is gone", async () => {
    const tab = await openTab(server);
    rmSync(fileOf(server, "src/pages/shop/__layout.tsx"));
    await expect.poll(() => tab.page.locator("#layout-text").count()).toBe(0);
    await expect.poll(() => tab.text("#page-text").catch(() => "")).toBe("page text");
    writeFiles(server.dir, { "src/pages/shop/__layout.tsx": APP["src/pages/shop/__layout.tsx"] ?? "" });
    await expect.poll(() => tab.text("#layout-text").catch(() => "")).toBe("layout text");
    tab.expectQuietConsole();
  });

  test("whose page now redirects goes there", async () => {
    const tab = await openTab(server);
    writeFiles(server.dir, {
      "src/pages/elsewhere.tsx": "export default () => <h1>elsewhere</h1>;\n",
      [COMPANION]: 'export default () => ({ redirect: { destination: "/elsewhere" } });\n',
    });
    await expect.poll(() => tab.text("h1").catch(() => "")).toBe("elsewhere");
    expect(new URL(tab.page.url()).pathname).toBe("/elsewhere");
  });

  test("hears of many new pages together", async () => {
    const tab = await openTab(server);
    let refreshes = 0;
    tab.page.on("request", (request) => {
      if (request.url().endsWith(ADDRESS)) refreshes += 1;
    });
    const names = Array.from({ length: 60 }, (_, number) => `many-${number}`);
    const source = (name: string) => `export default () => <h1>${name}</h1>;\n`;
    writeFiles(server.dir, Object.fromEntries(names.map((name) => [`src/pages/${name}.tsx`, source(name)])));
    await expect
      .poll(async () => Promise.all(names.map(async (name) => (await server.fetch(`/${name}`)).status)))
      .toEqual(names.map(() => 200));
    await expect.poll(() => refreshes).toBeGreaterThan(0);
    // A slow machine may report them in several bursts.
    expect(refreshes).toBeLessThan(6);
    await tab.expectKept();
  });

  test("hears only of the newest change, though an older response comes later", async () => {
    const slow = (text: string, milliseconds: number) =>
      `export default async () => {
  console.log("asked for ${text}");
  await Bun.sleep(${milliseconds});
  return { props: { visitor: "${text}", stock: "" } };
};
`;
    const tab = await openTab(server);
    writeFiles(server.dir, { [COMPANION]: slow("late", 1500) });
    await expect.poll(() => server.log()).toContain("asked for late");
    const late = tab.page.waitForEvent("requestfailed");
    writeFiles(server.dir, { [COMPANION]: slow("newest", 0) });
    await expect.poll(() => tab.text("#page-props")).toContain("newest");
    // The tab has given up the older request.
    await late;
    await tab.expectKept();
  });
});
