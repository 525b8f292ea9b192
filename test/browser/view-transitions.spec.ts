import { expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";

const page = (name: string, more = "") => `
${more}
export default () => <main id="${name}" onClick={() => {}}><a href="/">index</a> <a href="/next">next</a> <a href="/still">still</a></main>;
`;

const APP = {
  "vite.config.ts": `
import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ tailwind: false, viewTransitions: true })] };
`,
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({ csp: {} });
`,
  "src/pages/index.tsx": page("index"),
  "src/pages/next.tsx": page("next"),
  "src/pages/still.tsx": page("still", "export const config = { hydrate: false };"),
};

/** Counts the transitions that scripts start, and tells whether the browser has begun one for this document. */
function count(): void {
  const counts = Object.assign(window, { started: 0, revealed: false });
  const start = document.startViewTransition.bind(document);
  document.startViewTransition = (change) => {
    counts.started += 1;
    return start(change);
  };
  addEventListener("pagereveal", (event) => {
    counts.revealed = "viewTransition" in event && event.viewTransition !== null;
  });
}

const countsOf = () => {
  const { started, revealed } = window as unknown as { started: number; revealed: boolean };
  return { started, revealed };
};

describeModes(APP, (app) => {
  const open = async (reducedMotion: "reduce" | "no-preference") => {
    const opened = await openPage(app, "/next", { initScript: count });
    await opened.page.emulateMedia({ reducedMotion });
    await opened.page.goto(`${app.origin}/`);
    await hydrated(opened.page, "main");
    await opened.settled();
    return opened;
  };

  test("pages change in a view transition, in place and by documents", async () => {
    const opened = await open("no-preference");
    const { page } = opened;
    await page.locator("a", { hasText: "next" }).click();
    await page.locator("main#next").waitFor();
    expect(await page.evaluate(countsOf)).toMatchObject({ started: 1 });
    await page.locator("a", { hasText: "still" }).click();
    await page.locator("main#still").waitFor();
    await expect.poll(() => page.evaluate(countsOf)).toEqual({ started: 0, revealed: true });
    opened.expectQuietConsole();
  });

  test("but not for visitors who prefer less motion", async () => {
    const opened = await open("reduce");
    const { page } = opened;
    await page.locator("a", { hasText: "next" }).click();
    await page.locator("main#next").waitFor();
    expect(await page.evaluate(countsOf)).toMatchObject({ started: 0 });
    await page.locator("a", { hasText: "still" }).click();
    await page.locator("main#still").waitFor();
    expect(await page.evaluate(countsOf)).toEqual({ started: 0, revealed: false });
    opened.expectQuietConsole();
  });
});
