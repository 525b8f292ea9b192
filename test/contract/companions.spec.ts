import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
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
        // In dev the hidden server that carries WebSockets will stand here.
        server: app.mode === "dev" ? "undefined" : "number",
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

  describe("ctx.body is", () => {
    const post = async (body: BodyInit, type?: string) =>
      show("/companions/body", {
        method: "POST",
        body,
        headers: type === undefined ? {} : { "content-type": type },
      });

    test("JSON", async () => {
      for (const type of ["application/json", "Application/JSON; charset=utf-8", "application/ld+json"]) {
        expect(await post('{"a":[1,"é"]}', type)).toMatchObject({
          kind: "object",
          body: { a: [1, "é"] },
          once: true,
        });
      }
    });

    test("form data, with files", async () => {
      const form = new FormData();
      form.append("name", "Ada");
      form.append("name", "Lovelace");
      form.append("file", new File(["12345"], "five.txt"));
      const entries = [
        ["name", "Ada"],
        ["name", "Lovelace"],
        ["file", "five.txt", 5],
      ];
      expect(await post(form)).toMatchObject({ kind: "form", entries });
      expect(await post(new URLSearchParams({ a: "1 é" }))).toMatchObject({
        kind: "form",
        entries: [["a", "1 é"]],
      });
    });

    test("text, or bytes", async () => {
      expect(await post("héllo", "text/plain")).toMatchObject({ kind: "string", body: "héllo" });
      const bytes = new Uint8Array([0, 255, 128]);
      expect(await post(bytes, "application/octet-stream")).toMatchObject({
        kind: "bytes",
        bytes: [0, 255, 128],
      });
      expect(await post(bytes)).toMatchObject({ kind: "bytes", bytes: [0, 255, 128] });
    });

    test("nothing, where there is none", async () => {
      const response = await sendRaw(app, rawRequest("POST", "/companions/body", { "Content-Length": "0" }));
      expect(shown(rawText(response))).toMatchObject({ kind: "undefined" });
    });

    test("left alone where the function reads the request itself", async () => {
      const value = await show("/companions/body?untouched", { method: "POST", body: "a=1&b=%C3%A9" });
      expect(value).toMatchObject({ text: "a=1&b=%C3%A9" });
    });

    test("a 400 if it does not parse", async () => {
      const headers = { "content-type": "application/json" };
      for (const body of ["{", "{a:1}", "\u0000", "[1,]"]) {
        const response = await app.fetch("/companions/body", { method: "POST", body, headers });
        expect(response.status, body).toBe(400);
        expect(await response.text()).toContain("<h1>400</h1>");
      }
      const broken = await app.fetch("/companions/body", {
        method: "POST",
        body: "no boundary",
        headers: { "content-type": "multipart/form-data" },
      });
      expect(broken.status).toBe(400);
    });

    test("free of prototype keys", async () => {
      const json =
        '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"b":2},"constructor":{"prototype":{"polluted":1}}}';
      const value = await post(json, "application/json");
      expect(value).toMatchObject({ body: { a: { b: 2 } } });
      expect(JSON.stringify(value)).not.toContain("__proto__");
      expect(await show("/companions/none")).not.toHaveProperty("polluted");
    });
  });

  describe("what it returns:", () => {
    const returns = (what: string) => getRaw(app, `/companions/returns/${what}`);

    test.each(["nothing", "null", "empty"])("%s is fine", async (what) => {
      const response = await returns(what);
      expect(response.status).toBe(200);
      expect(shown(rawText(response))).toEqual({ props: ROOT_PROPS, query: { what } });
    });

    test("props, beside those of the root", async () => {
      expect(shown(rawText(await returns("props")))).toMatchObject({ props: { ...ROOT_PROPS, own: 1 } });
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
      // Bun 1.4.5 sends its own phrase for every status it knows, whatever `statusText` says.
      if (app.mode === "dev") expect(response.statusText).toBe("Teapot");
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
