import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

/** What Chromium says of a document that is itself a 404. */
const NOT_FOUND =
  "console error: Failed to load resource: the server responded with a status of 404 (Not Found)";

describeModes("elements", (app) => {
  test.each(["/", "/element/Fe", "/no/such/page"])("%s hydrates with an empty console", async (path) => {
    const { page, problems, loads } = await openPage(app, path);
    await hydrated(page, "main");
    await page.waitForLoadState("networkidle");
    const ownStatus = path.startsWith("/no/") ? [NOT_FOUND] : [];
    expect(problems).toEqual(ownStatus);
    expect(loads()).toBe(1);
  });

  test("the search, which needs no script, has an empty console", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/search?q=iron");
    await page.waitForLoadState("networkidle");
    expectQuietConsole();
  });

  test("the temperature slider shows iron solid, liquid and gas", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/element/Fe");
    const slider = page.locator('input[type="range"]');
    await hydrated(page, 'input[type="range"]');
    const maximum = Number(await slider.getAttribute("max"));
    const states: string[] = [];
    for (let step = 0; step <= 20; step += 1) {
      await slider.fill(String(Math.round((maximum * step) / 20)));
      // What a screen reader says of the slider names the state it stands for.
      const [state = ""] = /solid|liquid|gas/.exec((await slider.getAttribute("aria-valuetext")) ?? "") ?? [];
      if (state !== states.at(-1)) states.push(state);
    }
    expect(states).toEqual(["solid", "liquid", "gas"]);
    expectQuietConsole();
  });

  test("the slider's label, made with useId, belongs to it before and after hydration", async () => {
    for (const javaScriptEnabled of [false, true]) {
      const { page, expectQuietConsole } = await openPage(app, "/element/Fe", { javaScriptEnabled });
      if (javaScriptEnabled) await hydrated(page, 'input[type="range"]');
      const id = await page.locator('input[type="range"]').getAttribute("id");
      expect(id).toMatch(/^_[rR]_/);
      expect(await page.locator(`label[for="${id}"]`).count()).toBe(1);
      expectQuietConsole();
    }
  });
});

const IDENTIFIED = `
import { type ReactNode, useEffect, useId } from "react";

declare global {
  interface Window { seenIds?: string[] }
}

/** Shows its id in the HTML, and reports the one that the browser gave it. */
export function Identified({ children }: { children?: ReactNode }) {
  const id = useId();
  useEffect(() => {
    window.seenIds ??= [];
    if (!window.seenIds.includes(id)) window.seenIds.push(id);
  }, [id]);
  return <div data-identified id={id}>{id}{children}</div>;
}
`;

const NESTED_IDS = {
  "src/identified.tsx": IDENTIFIED,
  "src/pages/__root.tsx": `
import type { RootProps } from "@bunsen/runtime";
import { Identified } from "../identified";
export default ({ children }: RootProps) => <><Identified />{children}<Identified /></>;
`,
  "src/pages/deep/__layout.tsx": `
import type { LayoutProps } from "@bunsen/runtime";
import { Identified } from "../../identified";
export default ({ children }: LayoutProps) => <section><Identified>{children}</Identified></section>;
`,
  "src/pages/deep/index.tsx": `
import { Suspense } from "react";
import { Identified } from "../../identified";
export const meta = { title: "Ids" };
export default () => (
  <main>
    <title>Ids at several depths</title>
    <Identified><Identified /><Identified><Identified /></Identified></Identified>
    <Suspense fallback="waiting"><Identified /></Suspense>
    <ul>{["a", "b"].map((key) => <li key={key}><Identified /></li>)}</ul>
  </main>
);
`,
  "src/pages/index.tsx": `
import { Identified } from "../identified";
export default () => <Identified><Identified /></Identified>;
`,
  "src/pages/data.server.ts": `
import type { PageServer } from "@bunsen/runtime";
export default (() => {
  const shared = { name: "shared" };
  return {
    props: {
      when: new Date("2020-02-03T04:05:06Z"),
      ranks: new Map([["iron", 26]]),
      tags: new Set(["metal"]),
      large: 12345678901234567890n,
      nothing: undefined,
      negativeZero: -0,
      text: "</script><!--<script>\\u2028",
      left: shared,
      right: shared,
    },
  };
}) satisfies PageServer;
`,
  "src/pages/data.tsx": `
import type { PageProps } from "@bunsen/runtime";
export default function Data({ props, url, query }: PageProps<"/data">) {
  const shown = {
    when: props.when.toISOString(),
    rank: props.ranks.get("iron"),
    metal: props.tags.has("metal"),
    large: String(props.large),
    nothing: "nothing" in props && props.nothing === undefined,
    negativeZero: Object.is(props.negativeZero, -0),
    text: props.text,
    same: props.left === props.right,
    url: url.searchParams.get("q"),
    query: query.q,
  };
  return <pre>{JSON.stringify(shown)}</pre>;
}
`,
  "src/pages/still.tsx": `
export const config = { hydrate: false };
export default () => <main>nothing to run</main>;
`,
};

describeModes(NESTED_IDS, (app) => {
  test.each([
    ["/", 4],
    ["/deep", 10],
  ])("%s: the browser's %i ids are the server's", async (path, count) => {
    const { page, expectQuietConsole } = await openPage(app, path);
    await expect.poll(() => page.evaluate(() => window.seenIds?.length)).toBe(count);
    const shown = await page
      .locator("[data-identified]")
      .evaluateAll((elements) => elements.map((element) => element.id));
    const seen = await page.evaluate(() => window.seenIds);
    expect(seen?.toSorted()).toEqual(shown.toSorted());
    expect(new Set(shown).size).toBe(count);
    expectQuietConsole();
  });

  test("a component's title beats meta's, in the head, once", async () => {
    const html = await (await app.fetch("/deep")).text();
    const head = html.slice(0, html.indexOf("</head>"));
    expect(head.match(/<title>.*?<\/title>/g)).toEqual(["<title>Ids at several depths</title>"]);
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  describe("data", () => {
    test("that JSON has no word for survives on both sides", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/data?q=1");
      await hydrated(page, "pre");
      await page.waitForLoadState("networkidle");
      expect(JSON.parse((await page.locator("pre").textContent()) ?? "")).toEqual({
        when: "2020-02-03T04:05:06.000Z",
        rank: 26,
        metal: true,
        large: "12345678901234567890",
        nothing: true,
        negativeZero: true,
        text: "</script><!--<script>\u2028",
        same: true,
        url: "1",
        query: "1",
      });
      expectQuietConsole();
    });

    test("travels in an inert block that cannot be ended from inside", async () => {
      const html = await (await app.fetch("/data")).text();
      const [, block = ""] = /<script[^>]*type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
      expect(block).toContain("shared");
      expect(block).not.toMatch(/<\/?script|<!--|\u2028/i);
    });
  });

  test("a page with hydrate: false ships no script of the app", async () => {
    const html = await (await app.fetch("/still")).text();
    const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, source]) => source);
    // In development there are the scripts that reload the page and show errors.
    const shipped = scripts.filter((source = "") => app.mode !== "dev" || source.includes("bunsen/client"));
    expect(shipped).toEqual([]);
  });
});
