import { beforeAll, describe, expect, test } from "vitest";
import { editFile, writeApp } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { ADDRESS, APP, fileOf, openTab, type Tab } from "./app.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(writeApp(APP));
  await server.fetch(ADDRESS);
});

/** What is edited, and what shows that it has arrived. */
interface Edit {
  file: string;
  from: string;
  to: string;
  shown: (tab: Tab) => Promise<unknown>;
  as: string;
}

const metadata = (name: string) => (tab: Tab) =>
  tab.page.locator(`meta[name="${name}"]`).getAttribute("content");
const text = (selector: string) => (tab: Tab) => tab.text(selector);
const PAGE = "src/pages/shop/[name]";
const LAYOUT = "src/pages/shop/__layout";
const ROOT = "src/pages/__root";

const EDITS: Record<string, Edit> = {
  "the page's component": {
    file: `${PAGE}.tsx`,
    from: "page text",
    to: "page new",
    shown: text("#page-text"),
    as: "page new",
  },
  "the layout's component": {
    file: `${LAYOUT}.tsx`,
    from: "layout text",
    to: "layout new",
    shown: text("#layout-text"),
    as: "layout new",
  },
  "the root's component": {
    file: `${ROOT}.tsx`,
    from: "root text",
    to: "root new",
    shown: text("#root-text"),
    as: "root new",
  },
  "a component of theirs": {
    file: "src/counter.tsx",
    from: "clicked {count}",
    to: "pressed {count}",
    shown: text("#page-counter"),
    as: "page-counter pressed 2",
  },
  "a module of both sides": {
    file: "src/price.ts",
    from: '"price "',
    to: '"costs "',
    shown: text("#price"),
    as: "costs 40",
  },
  "the page's companion": {
    file: `${PAGE}.server.ts`,
    from: " wants ",
    to: " needs ",
    shown: text("#page-props"),
    as: "Ada needs 4 stock low iron 4",
  },
  "a module of the companion's": {
    file: "src/stock.server.ts",
    from: "stock low",
    to: "stock high",
    shown: text("#page-props"),
    as: "Ada wants 4 stock high iron 4",
  },
  "the layout's companion": {
    file: `${LAYOUT}.server.ts`,
    from: "aisle one",
    to: "aisle two",
    shown: text("#layout-props"),
    as: "aisle two",
  },
  "the root's companion": {
    file: `${ROOT}.server.ts`,
    from: "root site",
    to: "new site",
    shown: text("#root-props"),
    as: "new site greeting old",
  },
  "the middleware": {
    file: "src/server.ts",
    from: "greeting old",
    to: "greeting new",
    shown: text("#root-props"),
    as: "root site greeting new",
  },
  "the page's meta, a function": {
    file: `${PAGE}.tsx`,
    from: '"Page "',
    to: '"New page "',
    shown: (tab) => tab.page.title(),
    as: "New page iron",
  },
  "the page's Head": {
    file: `${PAGE}.tsx`,
    from: "first custom",
    to: "second custom",
    shown: metadata("custom"),
    as: "second custom",
  },
  "the layout's meta": {
    file: `${LAYOUT}.tsx`,
    from: 'keywords: "layout"',
    to: 'keywords: "new"',
    shown: metadata("keywords"),
    as: "new",
  },
  "the root's meta": {
    file: `${ROOT}.tsx`,
    from: "root description",
    to: "new description",
    shown: metadata("description"),
    as: "new description",
  },
  "the root's htmlProps": {
    file: `${ROOT}.tsx`,
    from: '"light"',
    to: '"dark"',
    shown: (tab) => tab.page.locator("html").getAttribute("data-theme"),
    as: "dark",
  },
  "a stylesheet": {
    file: "src/style.css",
    from: "rgb(1, 2, 3)",
    to: "rgb(7, 8, 9)",
    shown: (tab) => tab.style("main", "color"),
    as: "rgb(7, 8, 9)",
  },
  "a CSS module": {
    file: "src/badge.module.css",
    from: "rgb(11, 12, 13)",
    to: "rgb(17, 18, 19)",
    shown: (tab) => tab.style("#badge", "color"),
    as: "rgb(17, 18, 19)",
  },
  "the page, by a new Tailwind class": {
    file: `${PAGE}.tsx`,
    from: "bg-[rgb(4,5,6)]",
    to: "bg-[rgb(14,15,16)]",
    shown: (tab) => tab.style("main", "backgroundColor"),
    as: "rgb(14, 15, 16)",
  },
  "the page, by a class of Tailwind's theme": {
    file: `${PAGE}.tsx`,
    from: "bg-[rgb(4,5,6)]",
    to: "bg-metal",
    shown: (tab) => tab.style("main", "backgroundColor"),
    as: "rgb(50, 60, 70)",
  },
};

describe("an edit keeps state and document: of", () => {
  test.each(Object.entries(EDITS))("%s", async (_, { file, from, to, shown, as }) => {
    const tab = await openTab(server);
    expect(await shown(tab)).not.toBe(as);
    editFile(fileOf(server, file), from, to);
    await expect.poll(() => shown(tab)).toBe(as);
    // What the server says now, and so what the next visitor sees, is the same.
    await tab.page.waitForLoadState("networkidle");
    expect(await shown(tab)).toBe(as);
    await tab.expectKept();
    tab.expectQuietConsole();
  });
});
