import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";

describeModes("contract", (app) => {
  describe("resTransform", () => {
    test.each([
      ["returned", 200, "returned"],
      ["set", 200, "set"],
      ["both", 200, "returned"],
      ["response", 200, "set"],
      ["not-found", 404, "set"],
      ["redirect", 302, "set"],
    ])("%s: status %i, transformed as %s", async (how, status, mark) => {
      const response = await app.fetch(`/companions/transform/${how}`);
      expect(response.status).toBe(status);
      expect(response.headers.get("x-transformed")).toBe(mark);
    });

    test("gets the whole page", async () => {
      const response = await app.fetch("/companions/transform/replaced");
      expect(await response.text()).toContain("<P>TRANSFORM ME</P>");
    });

    test.each(["nothing", "throws", "set-throws"])(
      "that goes wrong (%s) is a 500 page and a line in the log",
      async (how) => {
        const before = app.log().length;
        const response = await app.fetch(`/companions/transform/${how}`);
        expect(response.status).toBe(500);
        const html = await response.text();
        expect(html).toContain('data-error-page="500"');
        await expect.poll(() => app.log().slice(before)).toContain(`GET /companions/transform/${how} failed`);
        expect(app.log().slice(before)).not.toContain("could not be rendered");
        if (app.mode !== "dev") expect(html).not.toContain("secret-");
      },
    );
  });

  describe("the resTransforms of all levels", () => {
    const visit = async (
      path: string,
      query = "",
      headers: Record<string, string> = { "x-transform": "1" },
    ) => {
      const id = crypto.randomUUID();
      const response = await app.fetch(`${path}?id=${id}&${query}`, { headers, redirect: "manual" });
      const html = await response.text();
      const called: string[] = await (await app.fetch(`/api/notes/${id}`)).json();
      return {
        status: response.status,
        html,
        transformed: response.headers.get("x-transformed")?.split(", ") ?? [],
        /** How often each was called. */
        calls: (mark: string) => called.filter((name) => name === mark).length,
      };
    };
    const LAYOUTS = ["inner-set", "outer-set", "outer-returned", "middleware"];

    test.each([
      ["page", 200, ["page-set", "page-returned", ...LAYOUTS]],
      ["returned-redirect", 302, ["page-set", "page-returned", ...LAYOUTS]],
      ["response", 200, ["page-set", ...LAYOUTS]],
      ["redirect", 302, ["page-set", ...LAYOUTS]],
      ["not-found", 404, ["page-set", ...LAYOUTS]],
    ])("are applied from the inside out: %s (%i)", async (how, status, expected) => {
      const answer = await visit(`/transforms/deep/${how}`);
      expect(answer.status).toBe(status);
      expect(answer.transformed).toEqual(expected);
      for (const mark of expected) expect(answer.calls(mark), mark).toBe(1);
    });

    test("and that of middleware last on an endpoint, too", async () => {
      expect((await visit("/api/transformed")).transformed).toEqual(["endpoint", "middleware"]);
      const redirected = await visit("/api/transformed", "then=redirect");
      expect([redirected.status, redirected.transformed]).toEqual([302, ["endpoint", "middleware"]]);
    });

    test.each(["page-set", "page-returned", "inner-set", "outer-set", "outer-returned", "middleware"])(
      "are left out of the error page from the level on whose %s failed",
      async (mark) => {
        const answer = await visit("/transforms/deep/page", `fail=${mark}`);
        expect(answer.status).toBe(500);
        expect(answer.html).toContain('data-error-page="transforms/500"');
        expect(answer.calls(mark)).toBe(1);
        const level = mark.split("-")[0] ?? "";
        expect(answer.transformed.filter((name) => name.startsWith(level))).toEqual([]);
        if (level !== "outer") expect(answer.transformed).toContain("outer-returned");
        if (level !== "middleware") expect(answer.transformed).toContain("middleware");
      },
    );

    test.each(["page-set", "page-returned", "outer-returned", "middleware"])(
      "are called once and given up at the deadline: %s",
      async (mark) => {
        const answer = await visit("/transforms/deep/page", `late=${mark}`);
        expect(answer.status).toBe(503);
        expect(answer.html).toContain('data-error-page="transforms/500"');
        expect(answer.calls(mark)).toBe(1);
      },
    );

    test.each(["redirect", "returned-redirect", "response"])(
      "have the page's deadline after its %s, too",
      async (how) => {
        expect((await visit(`/transforms/deep/${how}`, "late=outer-set")).status).toBe(503);
      },
    );

    test("have the deadline of a page from the cache, too", async () => {
      expect((await visit("/transforms/cached", "", {})).status).toBe(200);
      for (let visits = 0; visits < 2; visits++) {
        expect((await visit("/transforms/cached", "late=middleware")).status).toBe(503);
      }
    });
  });

  test("an endpoint's Response that was already sent is a 500 that says so", async () => {
    const [, second] = [await app.fetch("/api/same"), await app.fetch("/api/same")];
    expect(second.status).toBe(500);
    expect(second.headers.get("content-type")).toBe("application/problem+json");
    await expect.poll(app.log).toContain("api/same.ts returned a Response whose body was already sent");
  });

  describe("cookies", () => {
    const cookiesOf = async (path: string, method = "GET") => {
      const response = await sendRaw(app, rawRequest(method, path, { Cookie: "old=1" }), {
        head: method === "HEAD",
      });
      const lines = response.headers
        .filter(([name]) => name.toLowerCase() === "set-cookie")
        .map(([, value]) => value);
      return { status: response.status, lines };
    };

    const expectOwn = (lines: string[]) => {
      const [first = "", second = "", old = ""] = ["first", "second", "old"].map((name) =>
        lines.find((line) => line.startsWith(`${name}=`)),
      );
      expect(first).toMatch(/^first=1;/);
      expect(first).toMatch(/; HttpOnly/i);
      expect(first).toMatch(/; SameSite=Lax/i);
      expect(first).toMatch(/; Path=\/(;|$)/i);
      // Plain http: a Secure cookie would never come back.
      expect(first).not.toMatch(/; Secure/i);
      expect(second).toMatch(/^second=a%20b;/);
      expect(second).not.toMatch(/; HttpOnly/i);
      expect(second).toMatch(/; SameSite=Strict/i);
      expect(second).toMatch(/; Max-Age=60/i);
      expect(old).toMatch(/^old=;/);
      expect(old).toMatch(/Max-Age=0|Expires=(Fri, 01|Thu, 01) Jan 1970/i);
    };

    test.each([
      ["", 200],
      ["redirect", 302],
      ["returned-redirect", 302],
      ["not-found", 404],
      ["http-error", 403],
      ["error", 500],
      ["response", 200],
      ["transform", 200],
    ])("are set when the server function ends with %j (%i)", async (then, status) => {
      const answer = await cookiesOf(`/companions/cookies?then=${then}`);
      expect(answer.status).toBe(status);
      expect(answer.lines).toHaveLength(then === "response" ? 4 : 3);
      expectOwn(answer.lines);
    });

    test("are set by HEAD as by GET", async () => {
      const get = await cookiesOf("/companions/cookies");
      expect(await cookiesOf("/companions/cookies", "HEAD")).toEqual(get);
    });

    test("that were set are what the page reads", async () => {
      expect(await (await app.fetch("/companions/cookies")).text()).toContain(
        "&quot;read&quot;:&quot;1&quot;",
      );
    });

    test("are set by a failing endpoint, too", async () => {
      const { status, lines } = await cookiesOf("/api/throws/not-found");
      expect(status).toBe(404);
      expect(lines.join()).toMatch(/^tried=not-found; .*HttpOnly/);
    });

    test("are not set where nobody sets one", async () => {
      expect((await cookiesOf("/companions/none")).lines).toEqual([]);
    });

    test("cannot be split", async () => {
      const response = await sendRaw(
        app,
        rawRequest("GET", "/companions/throws/redirect", { Cookie: "a=1; a=2;;=; b" }),
      );
      expect(response.status).toBe(302);
    });
  });
});
