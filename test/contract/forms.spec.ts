import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hydrated, openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";

const GOOD = { name: "Ada Lovelace", place: "London", message: "A fine engine.", hue: "sky" };

/** What Chromium says of a document that is itself a 422. */
const UNPROCESSABLE = /status of 422/;

const cardsBy = (page: Page, name: string) => page.locator("article", { hasText: name }).count();

describeModes("forms", (app) => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.fetch("/", { method: "POST", body: new URLSearchParams(fields), headers });

  describe("over HTTP", () => {
    test("a form that is right is stored, and answered with a redirect and a cookie for one request", async () => {
      const sent = await post({ ...GOOD, name: "Grace Hopper" });
      expect([sent.status, sent.headers.get("location"), await sent.text()]).toEqual([303, "/", ""]);
      const [cookie = ""] = sent.headers.getSetCookie();
      expect(cookie).toMatch(/^signed=\d+;/);
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);

      const thanked = await app.fetch("/", { headers: { cookie: cookie.split(";", 1)[0] ?? "" } });
      expect(thanked.status).toBe(200);
      expect(await thanked.text()).toMatch(/role="status"[^>]*>Thank you, (<!-- -->)?Grace Hopper/);
      expect(thanked.headers.getSetCookie()).toEqual([expect.stringMatching(/^signed=;.*(Max-Age=0|1970)/i)]);
      expect(await (await app.fetch("/")).text()).not.toContain('role="status"');
    });

    test("a form that is wrong is a 422, filled as it was, with each error at its field", async () => {
      const response = await post({ name: " ", place: 'Kraków "x"', message: "m".repeat(281), hue: "none" });
      expect(response.status).toBe(422);
      expect(response.headers.getSetCookie()).toEqual([]);
      const html = await response.text();
      expect(html).toContain('role="alert"');
      expect(html).toContain('value="Kraków &quot;x&quot;"');
      expect(html).toContain(`>${"m".repeat(281)}</textarea>`);
      for (const [field, message] of [
        ["name", "Please tell us your name."],
        ["message", "That is 1 character too many."],
        ["hue", "Please pick one of the colours."],
      ]) {
        const [, id] = new RegExp(`<p id="([^"]*${field}-error)"[^>]*>${message}</p>`).exec(html) ?? [];
        expect(id, field).toBeDefined();
        expect(html).toMatch(new RegExp(`aria-describedby="${id}[ "]`));
      }
      expect(html.match(/aria-invalid="true"/g)).toHaveLength(2);
    });

    test("markup in a field is text, in the form and in the book", async () => {
      const attack = '</textarea><script>window.hacked=1</script>"><img src=x onerror="window.hacked=1">';
      expect(
        await (await post({ ...GOOD, hue: "none", name: attack, message: attack })).text(),
      ).not.toContain(attack);
      expect((await post({ ...GOOD, name: attack.slice(0, 60), message: attack })).status).toBe(303);
      const { page, expectQuietConsole } = await openPage(app, "/");
      expect(await page.locator("article").first().textContent()).toContain(attack);
      expect(await page.evaluate(() => "hacked" in window)).toBe(false);
      expectQuietConsole();
    });

    test("an empty form, a file in place of text and another kind of body are refused politely", async () => {
      const empty = await sendRaw(
        app,
        rawRequest("POST", "/", {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": "0",
        }),
      );
      expect(empty.status).toBe(422);
      expect(rawHeader(empty, "content-type")).toMatch(/^text\/html/);
      expect(rawText(empty)).toContain("Please tell us your name.");
      const form = new FormData();
      form.set("name", new File(["x"], "x.txt"));
      expect((await app.fetch("/", { method: "POST", body: form })).status).toBe(422);
      expect(
        (
          await app.fetch("/", {
            method: "POST",
            body: "{}",
            headers: { "content-type": "application/json" },
          })
        ).status,
      ).toBe(415);
    });

    test("a cookie that somebody made up thanks nobody", async () => {
      for (const value of ["0", "-1", "1e99", "x", "%00", "1;2", "__proto__"]) {
        const response = await app.fetch("/", { headers: { cookie: `signed=${value}` } });
        expect(response.status, value).toBe(200);
        if (value !== "1;2") expect(await response.text(), value).not.toContain('role="status"');
      }
    });
  });

  describe.each([
    ["without", false],
    ["with", true],
  ])("in a browser %s JavaScript", (how, javaScriptEnabled) => {
    const name = `Visitor ${how} script`;

    test("mistakes are shown at their fields, what was written stays, and then it is stored once", async () => {
      const { page, problems } = await openPage(app, "/", { javaScriptEnabled });
      if (javaScriptEnabled) await hydrated(page, "form");
      await page.getByLabel("Message").fill(GOOD.message);
      await page.getByLabel("plum").check();
      await page.getByRole("button").click();
      await page.getByRole("alert").waitFor();
      expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
      expect(await page.getByLabel("Message").inputValue()).toBe(GOOD.message);
      expect(await page.getByLabel("plum").isChecked()).toBe(true);
      // The first field that is wrong has the focus.
      expect(await page.getByLabel("Name").evaluate((field) => field === document.activeElement)).toBe(true);

      if (javaScriptEnabled) await hydrated(page, "form");
      await page.getByLabel("Name").fill(name);
      await page.getByRole("button").click();
      await page.getByRole("status").waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      expect(await page.getByRole("status").textContent()).toContain(`Thank you, ${name}.`);
      expect(await page.getByLabel("Message").inputValue()).toBe("");

      await page.waitForLoadState("networkidle");
      // A reload asks for the page: the form is not sent again, and the thanks are over.
      await page.reload();
      expect(await page.getByRole("status").count()).toBe(0);
      expect(await cardsBy(page, name)).toBe(1);
      expect(problems.filter((problem) => !UNPROCESSABLE.test(problem))).toEqual([]);
    });
  });

  test("a script adds a preview and the characters left", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/");
    await hydrated(page, "form");
    await page.getByLabel("Message").fill("👩‍👧 hello");
    expect(await page.locator("form").textContent()).toContain("273 left");
    expect(await page.locator('[aria-hidden="true"]').textContent()).toBe("👩‍👧 helloYour name");
    await page.getByLabel("Name").fill("Ada");
    expect(await page.locator('[aria-hidden="true"]').textContent()).toBe("👩‍👧 helloAda");
    expectQuietConsole();
  });

  test("a phone and a desktop show it without scrolling sideways", async () => {
    for (const width of [375, 1440]) {
      const { page } = await openPage(app, "/", { viewport: { width, height: 800 } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  });
});
