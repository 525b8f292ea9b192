import { beforeAll, expect, test } from "vitest";
import { hydrated, openPage } from "../../support/browser.ts";
import { editFile, writeApp } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { fileOf } from "./app.ts";

const APP = {
  "src/pages/index.tsx": `
import type { PageProps } from "@bunsen/runtime";
import { useEffect, useState } from "react";
export const htmlProps = ({ serverRes }) => ({ lang: "en", "data-word": serverRes.props.word });
export const meta = ({ serverRes }) => ({
  description: serverRes.props.word,
  jsonLd: { "@type": "Thing", name: serverRes.props.word },
});
export default function Index({ props }: PageProps<"/">) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    document.documentElement.classList.add("dark");
    const link = document.createElement("link");
    link.rel = "license";
    document.head.append(link);
  }, []);
  return (
    <main>
      <title>{"Count " + count + " " + props.word}</title>
      {count < 3 && <meta name="own" content={String(props.word)} />}
      <button type="button" onClick={() => setCount(count + 1)}>{count}</button>
    </main>
  );
}
`,
  "src/pages/index.server.ts": 'export default () => ({ props: { word: "old" } });\n',
};

let server: RunningServer;
beforeAll(async () => {
  server = await startDev(writeApp(APP));
});

test("a new head of the server's leaves alone what components and scripts have put there", async () => {
  const { page, connected, loads, expectQuietConsole } = await openPage(server, "/");
  await hydrated(page, "button");
  await connected();
  await page.locator("button").click({ clickCount: 2 });
  await expect.poll(() => page.title()).toBe("Count 2 old");
  const contentOf = (name: string) =>
    page
      .locator(`head meta[name="${name}"]`)
      .evaluateAll((all) => all.map((one) => one.getAttribute("content")));
  for (const [from, to] of [
    ["old", "new"],
    ["new", "newest"],
  ] as const) {
    editFile(fileOf(server, "src/pages/index.server.ts"), `"${from}"`, `"${to}"`);
    await expect.poll(() => contentOf("description")).toEqual([to]);
    expect(await contentOf("own")).toEqual([to]);
    expect(await page.title()).toBe(`Count 2 ${to}`);
    expect(await page.locator("html").getAttribute("data-word")).toBe(to);
    expect(await page.locator("html").getAttribute("class")).toBe("dark");
    expect(await page.locator('head link[rel="license"]').count()).toBe(1);
    const [data = "", ...others] = await page.locator('script[type="application/ld+json"]').allTextContents();
    expect(others).toEqual([]);
    expect(JSON.parse(data)).toMatchObject({ name: to });
  }
  // React takes its own away again, and fails if somebody else has.
  await page.locator("button").click();
  await expect.poll(() => contentOf("own")).toEqual([]);
  expect(await page.title()).toBe("Count 3 newest");
  expect(loads()).toBe(1);
  expectQuietConsole();
});
