import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { shown } from "./shown.ts";

/** What the root's companion of the playground gives to every page. */
const ROOT_PROPS = { site: "contract", level: "root" };

describeModes("contract", (app) => {
  const show = async (path: string, init?: RequestInit) => shown(await (await app.fetch(path, init)).text());

  describe("ctx", () => {
    test("has every field", async () => {
      const fields = await show("/companions/context/7?q=1&tag=a&tag=b&id=8", {
        headers: { cookie: "flavour=oat%20meal" },
      });
      expect(fields).toEqual({
        method: "GET",
        isRequest: true,
        requestUrl: `${app.origin}/companions/context/7?q=1&tag=a&tag=b&id=8`,
        bodyWasUsed: false,
        isUrl: true,
        url: `${app.origin}/companions/context/7?q=1&tag=a&tag=b&id=8`,
        params: { id: "7" },
        // A parameter beats a search key of its name.
        query: { q: "1", tag: ["a", "b"], id: "7" },
        queryPrototype: true,
        cookie: "oat meal",
        ip: "127.0.0.1",
        aborted: false,
        isSignal: true,
        locals: { area: "open" },
        parent: ROOT_PROPS,
        nonce: "string",
        resTransform: "undefined",
        // In dev the hidden server that carries WebSockets.
        server: "number",
      });
    });

    test("has the body of a POST, untouched until it is asked for", async () => {
      const fields = await show("/companions/context/7", {
        method: "POST",
        body: new URLSearchParams({ a: "1" }),
      });
      expect(fields).toMatchObject({ method: "POST", bodyWasUsed: false, bodyKind: "FormData" });
    });

    test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
      "takes %s in the query as a name",
      async (key) => {
        const fields = await show(`/companions/context/7?${key}=x&${key}[polluted]=y`);
        expect(fields).toMatchObject({
          url: expect.stringContaining(key),
          queryPrototype: true,
          locals: { area: "open" },
        });
        expect(await show("/companions/context/7")).toMatchObject({ query: { id: "7" } });
      },
    );
  });

  describe("the server function", () => {
    test.each([
      ["named", "server"],
      ["both", "default"],
      ["jsx", "a .server.tsx"],
    ])("of /companions/%s is the export %s", async (page, from) => {
      expect(await show(`/companions/${page}`)).toMatchObject({ from });
    });

    test("may be missing", async () => {
      const value = await show("/companions/none?a=1");
      expect(value).toEqual({
        props: ROOT_PROPS,
        query: { a: "1" },
        params: {},
        isUrl: true,
        search: "?a=1",
      });
    });

    test("runs at once on all levels", async () => {
      expect(await show("/companions/together")).toEqual({ ...ROOT_PROPS, layout: "met", page: "met" });
    });

    test("gets the merged props above it from parent()", async () => {
      const inner = { ...ROOT_PROPS, outer: "from outer", level: "inner", inner: "after from outer" };
      const response = await app.fetch("/companions/parent/inner");
      const html = await response.text();
      expect(shown(html)).toEqual({
        ...inner,
        outerSaw: ROOT_PROPS,
        parent: { ...inner, outerSaw: ROOT_PROPS },
        once: true,
        level: "page",
      });
      // Layouts get the merged props, too, and the headers of all levels are sent.
      expect(html).toContain('<div data-wrapper="outer" data-level="page">');
      for (const name of ["x-root", "x-inner", "x-page"])
        expect(response.headers.get(name), name).toBe("yes");
    });
  });

  describe("what it may not return is a masked 500 that names file and key:", () => {
    const WRONG: [what: string, said: string][] = [
      ["misspelt-redirect", 'returned the unknown key "redirct". Did you mean "redirect"? [UNKNOWN_RESULT]'],
      ["inner-response", 'returned the unknown key "response".'],
      ["snake-case", 'Did you mean "responseOptions"? [UNKNOWN_RESULT]'],
      ["snake-case-transform", 'Did you mean "resTransform"? [UNKNOWN_RESULT]'],
      ["snake-case-cache", 'Did you mean "cachePage"? [UNKNOWN_RESULT]'],
      ["misspelt-destination", 'returned the unknown key "redirect.destinaton". Did you mean "destination"?'],
      ["misspelt-permanent", 'returned the unknown key "redirect.permenant". Did you mean "permanent"?'],
      ["misspelt-status", 'returned the unknown key "responseOptions.statsu". Did you mean "status"?'],
      ["false-redirect", "returned redirect as false."],
      ["null-redirect", "returned redirect as null."],
      ["empty-redirect", 'returned redirect as "".'],
      ["promised-redirect", "returned redirect as an instance of Promise."],
      ["text-status-code", 'returned redirect.status_code as "303".'],
      ["promised-props", "returned props as an instance of Promise."],
      ["list-of-props", "returned props as a list"],
      ["text-props", "returned props as"],
      ["map-of-props", "returned props as an instance of Map."],
      ["text-response-status", 'returned responseOptions.status as "403".'],
      ["undefined-header", "returned responseOptions.headers as an object."],
      ["map-of-headers", "returned responseOptions.headers as an instance of Map."],
      ["number-query", "returned query as an object."],
      ["text-transform", 'returned resTransform as "marked".'],
      ["cache-function", "returned cachePage as a function."],
      ["list", "returned a list. Return nothing to continue, redirect() or a Response to refuse"],
      ["null", "returned null. Return nothing to continue, redirect() or a Response to refuse"],
      ["late-null", "returned null."],
      ["map", "returned an instance of Map."],
      ["error", "returned an instance of Error."],
      ["request", "returned an instance of Request."],
      ["class-instance", "returned an instance of"],
      ["false", "returned boolean."],
    ];

    test.each(WRONG)("%s", async (what, said) => {
      const before = app.log().length;
      const response = await app.fetch(`/companions/wrong/${what}`, { redirect: "manual" });
      expect(response.status).toBe(500);
      const html = await response.text();
      expect(html).toContain('data-error-page="500"');
      expect(html).not.toContain('id="shown"');
      if (app.mode !== "dev") expect(html).not.toMatch(/secret-|\.server\.ts|_RESULT/);
      // An error like others before it is one field of its line, in quotes.
      const log = () => app.log().slice(before).replaceAll('\\"', '"');
      await expect.poll(log).toContain(said);
      expect(log()).toContain("src/pages/companions/wrong/[what].server.ts");
    });
  });

  describe("a layout's guard", () => {
    const visit = async (query: string, init?: RequestInit, path = "/guards/inner") => {
      const id = crypto.randomUUID();
      const response = await app.fetch(`${path}?id=${id}&${query}`, { redirect: "manual", ...init });
      const html = await response.text();
      const called: string[] = await (await app.fetch(`/api/notes/${id}`)).json();
      return { status: response.status, html, called };
    };
    const post = { method: "POST", body: new URLSearchParams({ a: "1" }) };

    const REFUSALS: [how: string, status: number][] = [
      ["returned", 302],
      ["redirect", 302],
      ["throw-at-once", 302],
      ["response", 403],
      ["http-error", 403],
      ["error", 500],
    ];

    test.each(REFUSALS)("that refuses (%s) keeps a POST from what is inside of it", async (how, status) => {
      for (const path of ["/guards/inner", "/guards/cached"]) {
        const { called, ...answer } = await visit(`how=${how}`, post, path);
        expect(answer.status).toBe(status);
        expect(new Set(called)).toEqual(new Set(["layout"]));
      }
    });

    test("in the root keeps a POST from everything", async () => {
      const { status, called } = await visit("break=root-server", post);
      expect([status, called]).toEqual([500, []]);
    });

    test("that passes lets the levels run from the outside in, each with the body", async () => {
      const { status, html, called } = await visit("how=pass", post);
      expect(status).toBe(200);
      expect(called).toEqual([
        "layout",
        "layout passes",
        "inner",
        "inner passes",
        "page",
        "page goes on",
        "head",
      ]);
      const above = { ...ROOT_PROPS, layoutRead: "1", inner: "inner-props" };
      expect(shown(html)).toEqual({ ...above, parent: above, pageRead: "1" });
    });

    test.each(REFUSALS)("that refuses (%s) ends a GET that waits for parent()", async (how, status) => {
      const { called, html, ...answer } = await visit(`how=${how}`);
      expect(answer.status).toBe(status);
      expect(called).toContain("page");
      expect(called).not.toContain("page goes on");
      expect(called).not.toContain("head");
      expect(html).not.toContain("inner-props");
    });

    test("of a GET and a HEAD lets everything start at once", async () => {
      for (const method of ["GET", "HEAD"]) {
        const { called } = await visit("how=pass", { method });
        expect(called.slice(0, 3)).toEqual(["layout", "inner", "page"]);
      }
    });

    test("that fails takes the layouts inside of it off the error page", async () => {
      const { status, html } = await visit("how=http-error");
      expect(status).toBe(403);
      expect(html).toContain('data-error-page="guards/inner/404"');
      expect(html).not.toContain('data-wrapper="guards/inner"');
    });
  });

  describe("what it returns:", () => {
    const returns = (what: string) => getRaw(app, `/companions/returns/${what}`);

    test.each(["nothing", "empty"])("%s is fine", async (what) => {
      const response = await returns(what);
      expect(response.status).toBe(200);
      expect(shown(rawText(response))).toEqual({ props: ROOT_PROPS, query: { what } });
    });

    test.each(["props", "thenable"])("%s, beside those of the root", async (what) => {
      expect(shown(rawText(await returns(what)))).toMatchObject({ props: { ...ROOT_PROPS, own: 1 } });
    });

    test("query, in place of the real one", async () => {
      expect(shown(rawText(await returns("query?page=1")))).toMatchObject({ query: { page: "2" } });
    });

    test.each([
      ["redirect", 302, "/companions/none?from=redirect"],
      ["permanent", 301, "/companions/none"],
      ["status-307", 307, "/companions/none"],
      ["unicode", 302, "/routing/caf%C3%A9?q=%C3%A9%E2%82%AC"],
    ])("%s", async (what, status, location) => {
      const response = await returns(what);
      expect(response.status).toBe(status);
      expect(rawHeader(response, "location")).toBe(location);
      expect(rawText(response)).toBe("");
    });

    test("a redirect with headers", async () => {
      const response = await returns("redirect-with-headers");
      expect(response.status).toBe(302);
      expect(rawHeader(response, "x-own")).toBe("yes");
    });

    test.each(["status-200", "outside"])("%s is refused", async (what) => {
      const response = await returns(what);
      expect(response.status).toBe(500);
      expect(rawHeader(response, "location")).toBeUndefined();
    });

    test("responseOptions", async () => {
      const response = await returns("options");
      expect(response.status).toBe(418);
      // Bun sends its own phrase for a status that it knows, and development does the same.
      expect(response.statusText).toBe("I'm a Teapot");
      expect(rawHeader(response, "x-own")).toBe("yes");
      expect(rawHeader(response, "x-root")).toBe("yes");
      expect(rawHeader(response, "cache-control")).toBe("no-store");
      expect(rawHeader(response, "content-type")).toMatch(/^text\/html/);
      expect(shown(rawText(response))).toMatchObject({ props: { own: 1 } });
    });

    test("several Set-Cookie lines, which stay several", async () => {
      const response = await returns("cookies");
      const lines = response.headers
        .filter(([name]) => name.toLowerCase() === "set-cookie")
        .map(([, value]) => value);
      expect(lines).toEqual(["a=1; Path=/", "b=2; Path=/"]);
      expect(rawHeader(response, "x-root")).toBe("yes");
    });

    test("a Response, sent as it is", async () => {
      const response = await returns("response");
      expect([response.status, rawText(response)]).toEqual([201, "plain"]);
      expect(rawHeader(response, "content-type")).toBe("text/plain");
      expect(rawHeader(response, "x-own")).toBe("yes");
      expect(await (await app.fetch("/companions/returns/json")).json()).toEqual({ own: 1 });
      const redirected = await returns("response-redirect");
      expect([redirected.status, rawHeader(redirected, "location")]).toEqual([303, "/companions/none"]);
    });

    test("the same Response again, which is a 500 that says so", async () => {
      // Another test of the file may have been first: a body is sent once in the life of the server.
      const [, second] = [await returns("same-response"), await returns("same-response")];
      expect(second.status).toBe(500);
      expect(rawText(second)).toContain('data-error-page="500"');
      await expect
        .poll(app.log)
        .toContain("[what].server.ts returned a Response whose body was already sent");
    });

    test.each(["number", "string"])("a %s is a 500 that names the file", async (what) => {
      expect((await returns(what)).status).toBe(500);
      await expect.poll(app.log).toContain(`src/pages/companions/returns/[what].server.ts returned ${what}`);
    });
  });
});
