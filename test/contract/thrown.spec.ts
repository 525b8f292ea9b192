import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { textOf } from "./shown.ts";

const SECRET = "secret-5f3a9c";

describeModes("contract", (app) => {
  describe.each(["/companions/throws", "/companions/throws-in-meta", "/api/throws"])(
    "thrown in %s:",
    (place) => {
      const isEndpoint = place.startsWith("/api/");
      const get = (what: string) => app.fetch(`${place}/${what}`);

      test.each([
        ["redirect", 302, "/companions/none"],
        ["redirect-303", 303, "/companions/none"],
        ["redirect-external", 302, "https://elsewhere.example/x"],
      ])("%s", async (what, status, location) => {
        const response = await get(what);
        expect(response.status).toBe(status);
        expect(response.headers.get("location")).toBe(location);
        expect(response.headers.get("cache-control")).toBe("no-store");
        expect(await response.text()).toBe("");
      });

      test.each([
        ["not-found", 404, "No such thing"],
        ["not-found-plain", 404, "Not Found"],
        ["http-error", 451, "Not in your country"],
        ["http-error-500", 502, "The warehouse does not answer"],
        ["http-error-999", 500, "Something went wrong on our side."],
      ])("%s", async (what, status, message) => {
        const response = await get(what);
        expect(response.status).toBe(status);
        expect(response.headers.get("cache-control")).toBe("no-store");
        if (isEndpoint) {
          expect(response.headers.get("content-type")).toBe("application/problem+json");
          expect(await response.json()).toMatchObject({ status });
          return;
        }
        const html = await response.text();
        expect(html).toContain(`data-error-page="${status < 500 ? 404 : 500}"`);
        expect(html).toContain(`<h1>${status}</h1>`);
        const isShown = app.mode === "dev" && what === "http-error-999";
        if (isShown) expect(textOf(html, "message")).toContain("httpError() takes a status from 400 to 599");
        else expect(textOf(html, "message")).toBe(message);
      });

      const KNOWN = ["error", "value", "nothing", "redirect-outside"];
      const HOSTILE = ["circular", "proxy", "getters", "frozen", "forged", "wide"];
      test.each([...KNOWN, ...HOSTILE])("%s, which no visitor may read", async (what) => {
        const response = await get(what);
        expect(response.status).toBe(500);
        expect(response.headers.get("location")).toBeNull();
        const text = await response.text();
        const id = isEndpoint ? JSON.parse(text).requestId : textOf(text, "request");
        expect(id).toMatch(/^[\da-f-]{36}$/);
        await expect.poll(app.log).toContain(`GET ${place}/${what} failed. request=${id}`);
        const logged = app.log().slice(app.log().indexOf(id));
        // Of a proxy and of a message that cannot be read, there is nothing to log.
        const isUnreadable = ["nothing", "redirect-outside", "proxy", "getters"].includes(what);
        if (!isUnreadable) expect(logged).toContain(SECRET);
        if (app.mode !== "dev") expect(text).not.toMatch(/secret-|node_modules|\.ts:\d|at .+:\d+:\d+/);
      });
      test("circular: its causes once, and nothing of our own", async () => {
        const before = app.log().length;
        expect((await get("circular")).status).toBe(500);
        const logged = () => app.log().slice(before);
        await expect.poll(logged).toContain("Caused by: an error that is shown above");
        expect(logged()).toMatch(/Caused by: AggregateError: gathered/);
        expect(logged()).toContain("One of its errors: null");
        expect(logged()).not.toMatch(/RangeError|call stack/);
      });

      test("forged: no line that is not the server's", async () => {
        const before = app.log().length;
        expect((await get("forged")).status).toBe(500);
        const logged = () => app.log().slice(before);
        await expect.poll(logged).toContain("/forged failed.");
        expect(logged()).not.toMatch(/^(?:GET \/forged|\s+at forged)/m);
        expect(logged()).toContain("\\u001b[2J");
      });
    },
  );

  test("a plain request is still answered", async () => {
    expect((await app.fetch("/companions/none")).status).toBe(200);
    await expect.poll(() => app.log()).toContain(SECRET);
  });
});
