import { beforeEach, describe, expect, test } from "vitest";
import { hydrated, type OpenedPage, openPage } from "../../support/browser.ts";
import { type AppFiles, writeApp } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";

const APP: AppFiles = {
  "src/style.css": '@import "tailwindcss";\nmain { color: rgb(1, 2, 3); }\n',
  "src/card.module.css": ".card { color: rgb(4, 5, 6); }\n",
  "src/nested.css": '@import "./imported.css";\n#nested { color: rgb(7, 8, 9); }\n',
  "src/imported.css": "#nested { background-color: rgb(10, 11, 12); }\n",
  "src/deep/card.tsx": `import styles from "../card.module.css";
import "../nested.css";
export const Card = () => <p id="card" className={styles.card}>card<i id="nested">nested</i></p>;
`,
  "src/pages/__root.tsx":
    'import "../style.css";\nexport default ({ children }) => <main className="bg-[rgb(13,14,15)]">{children}</main>;\n',
  "src/pages/index.tsx": 'import { Card } from "../deep/card";\nexport default () => <Card />;\n',
  "src/deep/colours.ts": 'import colors from "picocolors";\nexport const kind = typeof colors.red;\n',
  "src/pages/late.tsx":
    'import { kind } from "../deep/colours";\nexport default () => <p id="kind">{kind}</p>;\n',
};

const EXPECTED = ["rgb(1, 2, 3)", "rgb(13, 14, 15)", "rgb(4, 5, 6)", "rgb(7, 8, 9)", "rgb(10, 11, 12)"];

const stylesOf = ({ page }: Pick<OpenedPage, "page">): Promise<string[]> =>
  page.evaluate(() => {
    const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
    return [
      styleOf("main").color,
      styleOf("main").backgroundColor,
      styleOf("#card").color,
      styleOf("#nested").color,
      styleOf("#nested").backgroundColor,
    ];
  });

describe("the first visit of a dev server that knows nothing yet", () => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await startDev(writeApp(APP));
  });

  test("is styled without JavaScript, by modules, imports and Tailwind alike", async () => {
    const opened = await openPage(server, "/", { javaScriptEnabled: false });
    expect(await stylesOf(opened)).toEqual(EXPECTED);
    opened.expectQuietConsole();
  });

  test("is styled in its first frame, before any script has run, and not otherwise afterwards", async () => {
    const opened = await openPage(server, "/no-such-page-only-to-have-a-tab");
    const { page } = opened;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route("**/*", async (route) => {
      if (route.request().resourceType() === "script") await released;
      await route.continue();
    });
    await page.goto(server.origin, { waitUntil: "commit" });
    await page.locator("#nested").waitFor();
    const firstFrame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await firstFrame();
    expect(
      await page.evaluate(
        () => "__vite_plugin_react_preamble_installed__" in window || "$RefreshReg$" in window,
      ),
    ).toBe(false);
    expect(await stylesOf(opened)).toEqual(EXPECTED);
    release();
    await hydrated(page, "#card");
    expect(await stylesOf(opened)).toEqual(EXPECTED);
  });

  test("loads the document once, though the page's package is no other page's", async () => {
    for (const path of ["/late", "/"]) {
      const { page, loads, expectQuietConsole } = await openPage(server, path);
      await hydrated(page, path === "/" ? "#card" : "#kind");
      await page.waitForLoadState("networkidle");
      expect(loads(), path).toBe(1);
      expectQuietConsole();
    }
    expect(server.log()).not.toMatch(/optimized|reload/);
  });
});
