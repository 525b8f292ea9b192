import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { hydrated, type OpenedPage, openPage } from "../../support/browser.ts";
import type { AppFiles } from "../../support/fixture.ts";
import type { RunningServer } from "../../support/serve.ts";

/** The page that is edited, as its visitor knows it. */
export const ADDRESS = "/shop/iron?size=4";

/** A page in a layout in a root, each with metadata, a server function and a counter of its own. */
export const APP: AppFiles = {
  "src/counter.tsx": `
import { useState } from "react";
export function Counter({ name }: { name: string }) {
  const [count, setCount] = useState(0);
  return <button type="button" id={name} onClick={() => setCount(count + 1)}>{name} clicked {count}</button>;
}
`,
  "src/style.css":
    '@import "tailwindcss";\n@theme { --color-metal: rgb(50, 60, 70); }\nmain { color: rgb(1, 2, 3); }\n',
  "src/badge.module.css": ".badge { color: rgb(11, 12, 13); }\n",
  "src/sizes.toml": "size = 4",
  "src/price.ts": 'import "./sizes.toml";\nexport const price = (size: number) => "price " + size * 10;\n',
  "src/stock.server.ts": 'export const stock = { text: "stock low", loaded: crypto.randomUUID() };\n',
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  middleware: ({ locals }) => {
    locals.greeting = "greeting old";
  },
});
`,
  "src/pages/__root.tsx": `
import type { RootProps } from "@bunsen/runtime";
import { Counter } from "../counter";
import "../style.css";
export const htmlProps = { lang: "en", "data-theme": "light" };
export const meta = { title: "Root", description: "root description" };
export default function Root({ props, children }: RootProps) {
  return <div><p id="root-text">root text</p><p id="root-props">{String(props.site)}</p><Counter name="root-counter" />{children}</div>;
}
`,
  "src/pages/__root.server.ts": `
import type { PageServer } from "@bunsen/runtime";
export default (({ locals }) => ({ props: { site: "root site " + locals.greeting } })) satisfies PageServer;
`,
  "src/pages/shop/__layout.tsx": `
import type { LayoutProps } from "@bunsen/runtime";
import { Counter } from "../../counter";
export const meta = { keywords: "layout" };
export default function Layout({ props, children }: LayoutProps) {
  return <section><p id="layout-text">layout text</p><p id="layout-props">{String(props.aisle)}</p><Counter name="layout-counter" />{children}</section>;
}
`,
  "src/pages/shop/__layout.server.ts": 'export default () => ({ props: { aisle: "aisle one" } });\n',
  "src/pages/shop/[name].tsx": `
import type { PageProps } from "@bunsen/runtime";
import badge from "../../badge.module.css";
import { Counter } from "../../counter";
import { price } from "../../price";
export const meta = ({ ctx }) => ({ title: "Page " + ctx.params.name, author: "first author" });
export function Head() {
  return <meta name="custom" content="first custom" />;
}
export default function Item({ props, params, query }: PageProps<"/shop/[name]">) {
  return (
    <main className="bg-[rgb(4,5,6)]">
      <p id="page-text">page text</p>
      <p id="page-props">{String(props.visitor)} {String(props.stock)} {params.name} {String(query.size)}</p>
      <p id="price">{price(Number(query.size))}</p>
      <p id="badge" className={badge.badge}>badge</p>
      <Counter name="page-counter" />
    </main>
  );
}
`,
  "src/pages/shop/[name].server.ts": `
import type { PageServer } from "@bunsen/runtime";
import { stock } from "../../stock.server";
export default (({ cookies, query }) => ({
  props: { visitor: cookies.get("visitor") + " wants " + query.size, stock: stock.text },
  responseOptions: { headers: { "cache-control": "private, max-age=3600" } },
})) satisfies PageServer<"/shop/[name]">;
`,
  "src/pages/api/stock.ts":
    'import { stock } from "../../stock.server";\nexport const GET = () => ({ loaded: stock.loaded, text: "endpoint old" });\n',
};

const COUNTERS = ["root-counter", "layout-counter", "page-counter"];

/** A tab whose state shows whether it was kept. */
export interface Tab extends OpenedPage {
  text(selector: string): Promise<string | null>;
  style(selector: string, property: "color" | "backgroundColor"): Promise<string>;
  /** What was clicked is still counted, and the document is the one that was opened. */
  expectKept(): Promise<void>;
  /** The text of the overlay; empty if there is none. */
  overlay(): Promise<string>;
  expectNoOverlay(): Promise<void>;
}

/** Opens the page as a visitor with a cookie, and clicks each counter twice. */
export async function openTab(server: RunningServer, path = ADDRESS, counters = COUNTERS): Promise<Tab> {
  const opened = await openPage(server, path);
  const { page } = opened;
  await page.context().addCookies([{ name: "visitor", value: "Ada", url: server.origin, httpOnly: true }]);
  for (const counter of counters) {
    await hydrated(page, `#${counter}`);
    await page.locator(`#${counter}`).click({ clickCount: 2 });
  }
  await opened.connected();
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  const text = (selector: string) => page.locator(selector).textContent();
  return {
    ...opened,
    text,
    style: (selector, property) =>
      page.locator(selector).evaluate((element, name) => getComputedStyle(element)[name], property),
    expectKept: async () => {
      for (const counter of counters) expect(await text(`#${counter}`)).toMatch(/ 2$/);
      expect(await page.evaluate(() => "isSameDocument" in window)).toBe(true);
      expect(opened.loads()).toBe(1);
    },
    overlay: () => overlayText(page),
    expectNoOverlay: () => expect.poll(() => page.locator(OVERLAY).count()).toBe(0),
  };
}

/** Ours, and Vite's own for what it cannot transform. */
export const OVERLAY = "bunsen-error-overlay, vite-error-overlay";

/** The text of the overlay; empty if there is none. */
export async function overlayText(page: Page): Promise<string> {
  const overlays = await page.locator(OVERLAY).all();
  const [first] = await Promise.all(
    overlays.map((overlay) =>
      overlay.evaluate((element) => element.shadowRoot?.querySelector(".window")?.textContent ?? ""),
    ),
  );
  return first ?? "";
}

export const fileOf = (server: RunningServer, path: string): string => join(server.dir, path);
