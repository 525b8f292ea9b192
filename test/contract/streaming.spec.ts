import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { getRaw, rawRequest } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { openRaw } from "./open-raw.ts";
import { headOf, textOf } from "./shown.ts";

describeModes("contract", (app) => {
  /** Each gate is used once per mode: it cannot be closed again. */
  const open = (gate: string) => app.fetch(`/api/gates/${gate}`, { method: "POST" });

  describe("a boundary that is not ready", () => {
    test("comes after the shell, which is sent at once", async () => {
      const answer = openRaw(app, rawRequest("GET", "/streaming/gate/shell-first"));
      await answer.hasReceived("end of the shell");
      await answer.hasReceived("__bunsen_data");
      const shell = answer.received();
      expect(shell).toMatch(/^HTTP\/1\.1 200 /);
      expect(shell).toMatch(/transfer-encoding: chunked/i);
      expect(shell).not.toMatch(/content-length/i);
      expect(headOf(shell)).toContain("<title>Streamed</title>");
      expect(shell).toContain('<p id="fallback">waiting</p>');
      expect(shell).not.toContain("late content");
      await open("shell-first");
      await answer.ended();
      const late = answer.received().slice(shell.length);
      expect(late).toContain('<p id="late">late content</p>');
      expect(late).toMatch(/<\/body><\/html>\r\n/);
    });

    test("does not wait for another one", async () => {
      const answer = openRaw(app, rawRequest("GET", "/streaming/two/one-by-one"));
      await answer.hasReceived("waiting for second");
      await open("one-by-one-second");
      await answer.hasReceived("second content");
      expect(answer.received()).not.toContain("first content");
      expect(answer.received()).not.toContain("</html>");
      await open("one-by-one-first");
      await answer.hasReceived("first content");
      await answer.hasReceived("</body></html>");
    });

    test("leaves the shell usable in a browser, and fits in", async () => {
      // The document is not complete, so `openPage`, which waits for its load event, has to go in parallel.
      const opening = openPage(app, "/streaming/gate/in-browser");
      await expect.poll(() => app.log()).toBeDefined();
      await open("in-browser");
      const { page, expectQuietConsole, loads } = await opening;
      await hydrated(page, "button");
      await page.locator("button").click();
      expect(await page.locator("button").textContent()).toBe("clicked 1 times");
      expect(await page.locator("#late").textContent()).toBe("late content");
      expect(await page.locator("#fallback").count()).toBe(0);
      expect(loads()).toBe(1);
      expectQuietConsole();
    });

    test("does not keep the shell from being hydrated", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/companions/none");
      await page.goto(`${app.origin}/streaming/gate/hydrated-early`, { waitUntil: "commit" });
      await hydrated(page, "button");
      await page.locator("button").click();
      expect(await page.locator("button").textContent()).toBe("clicked 1 times");
      expect(await page.locator("#fallback").textContent()).toBe("waiting");
      await open("hydrated-early");
      await page.locator("#late").waitFor();
      expect(await page.locator("button").textContent()).toBe("clicked 1 times");
      expectQuietConsole();
    });
  });

  describe("a page in which nothing is pending", () => {
    test.each(["/companions/none", "/streaming/settled", "/routing/one/ada"])(
      "%s goes out in one piece",
      async (path) => {
        const response = await getRaw(app, path);
        expect(response.status).toBe(200);
        expect(rawHeader(response, "transfer-encoding")).toBeUndefined();
        expect(Number(rawHeader(response, "content-length"))).toBe(response.body.length);
        const html = rawText(response);
        expect(html).toMatch(/<\/body><\/html>$/);
        expect(html).not.toMatch(/<script>|\$RC|<template/);
      },
    );

    test("has its finished boundaries in place", async () => {
      const html = rawText(await getRaw(app, "/streaming/settled"));
      expect(textOf(html, "inside")).toBe("at once");
      expect(html).not.toContain("waiting");
    });

    test("has the same HTML however it is rendered, and none of what streaming needs", async () => {
      await open("already-open");
      // The first render waits for the promise to be looked at; from then on nothing is pending.
      expect(rawText(await getRaw(app, "/streaming/gate/already-open"))).toContain("late content");
      const [second, third] = [
        await getRaw(app, "/streaming/gate/already-open"),
        await getRaw(app, "/streaming/gate/already-open"),
      ];
      expect(rawText(second)).toBe(rawText(third));
      expect(rawText(second)).toContain('<p id="late">late content</p>');
      expect(rawText(second)).not.toMatch(/waiting|never seen|<script>|\$RC|<template/);
      expect(Number(rawHeader(second, "content-length"))).toBe(second.body.length);
    });
  });

  test("lazy components are in the HTML, and hydrate", async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(rawText(await getRaw(app, "/streaming/lazy"))).toContain(
        '<p id="lazy">loaded when it was needed</p>',
      );
    }
    const { page, expectQuietConsole } = await openPage(app, "/streaming/lazy");
    await hydrated(page, "button");
    await hydrated(page, "#lazy");
    expectQuietConsole();
  });

  describe("an error", () => {
    const RETRIED = "A Suspense boundary of /streaming/broken/[where] failed; the browser renders it again.";

    test("in the shell is a 500 page, also once the page is known to stream", async () => {
      for (let time = 0; time < 2; time += 1) {
        const response = await getRaw(app, "/streaming/broken/shell");
        expect(response.status).toBe(500);
        expect(rawHeader(response, "cache-control")).toBe("no-store");
        const html = rawText(response);
        expect(html).toContain('data-error-page="500"');
        expect(html).not.toContain("the shell");
        if (app.mode !== "dev") expect(html).not.toContain("secret-");
        await expect.poll(app.log).toContain(textOf(html, "request") ?? "no request id");
        await getRaw(app, "/streaming/broken/boundary");
      }
    });

    test.each(["boundary", "late"])(
      "in a boundary (%s) is a 200, logged once, and retried by the browser",
      async (where) => {
        const gate = `${where}-${app.mode}`;
        const path = `/streaming/broken/${where}?gate=${gate}`;
        const thrown = `secret-5f3a9c in ${where} ${gate}`;
        const answer = openRaw(app, rawRequest("GET", path));
        await answer.hasReceived("the shell");
        await open(`broken-${gate}`);
        await answer.ended();
        expect(answer.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*<\/body><\/html>/);
        if (app.mode !== "dev") expect(answer.received()).not.toContain("secret-");
        await expect.poll(app.log).toContain(thrown);
        const [before = "", ...after] = app.log().split(thrown);
        expect(after).toHaveLength(1);
        expect(before.slice(before.lastIndexOf(RETRIED))).toMatch(
          /request=[\da-f-]{36} code=BOUNDARY_FAILED\n {2}Error: $/,
        );

        const { page } = await openPage(app, path);
        await page.locator("#retried").waitFor();
        expect(await page.locator("#beside").textContent()).toBe("beside it");
        expect(await page.locator("#fallback").count()).toBe(0);
      },
    );
  });
});
