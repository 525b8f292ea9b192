import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";

describeModes("contract", (app) => {
  const json = (method: string, body: unknown, type = "application/json") => ({
    method,
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const answer = async (path: string, init?: RequestInit) => {
    const response = await app.fetch(path, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  /** The errors of a problem document, as "in pointer". */
  const refused = async (path: string, init?: RequestInit) => {
    const { status, headers, body } = await answer(path, init);
    expect([status, headers.get("content-type")]).toEqual([422, "application/problem+json"]);
    const { errors, ...rest } = JSON.parse(body);
    expect(rest).toEqual({
      title: "Unprocessable Content",
      status: 422,
      detail: "The request is not valid.",
    });
    return errors.map((error: { in: string; pointer: string }) => `${error.in} ${error.pointer}`);
  };
  const form = (...fields: [string, string | Blob][]) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return { method: "PUT", body };
  };

  describe("endpoint()", () => {
    test("hands on what the schemas made of params and query, and sends what the response schema lets through", async () => {
      const { status, body } = await answer("/api/typed/notes/7?tags=a&lines=3");
      expect([status, JSON.parse(body)]).toEqual([200, { id: 7, tags: ["a"], lines: 3 }]);
      expect(JSON.parse((await answer("/api/typed/notes/7?tags=a&tags=b")).body).tags).toEqual(["a", "b"]);
      expect(JSON.parse((await answer("/api/typed/notes/7")).body).tags).toEqual([]);
    });

    test("refuses params, query and body together, each with where it is", async () => {
      expect(await refused("/api/typed/notes/x?lines=many&more=1")).toEqual([
        "params #/id",
        "query #/lines",
        "query #",
      ]);
      expect(await refused("/api/typed/notes/0", json("PUT", { title: "", tags: ["a", 1] }))).toEqual([
        "params #/id",
        "body #/title",
        "body #/tags/1",
      ]);
      expect(await refused("/api/typed/notes/1", { method: "PUT" })).toEqual(["body #"]);
    });

    test("takes JSON and both kinds of forms, with files", async () => {
      const due = "2026-12-24T00:00:00.000Z";
      const sent = await answer("/api/typed/notes/1", json("PUT", { title: "a", tags: [], due }));
      expect(JSON.parse(sent.body)).toEqual({ id: 1, title: "a", tags: [], due });
      expect(sent.headers.getSetCookie().join()).toContain("note=1");
      const urlEncoded = json("PUT", "title=a&tags=x&due=", "application/x-www-form-urlencoded");
      expect(JSON.parse((await answer("/api/typed/notes/1", urlEncoded)).body)).toEqual({
        id: 1,
        title: "a",
        tags: ["x"],
      });
      const withFile = form(["title", "a"], ["attachment", new File(["abc"], "a.txt")]);
      expect(JSON.parse((await answer("/api/typed/notes/1", withFile)).body)).toEqual({
        id: 1,
        title: "a",
        tags: [],
        attachment: { name: "a.txt", size: 3 },
      });
      expect(await refused("/api/typed/notes/1", form(["title", ""], ["tags", "x"]))).toEqual([
        "body #/title",
      ]);
    });

    test.each(["arktype", "valibot"])("works with %s", async (library) => {
      const path = `/api/typed/${library}`;
      const order = { title: "a", tags: ["x"], count: 3 };
      expect(JSON.parse((await answer(path, json("POST", order))).body)).toEqual({ total: 6, ...order });
      const fields = json("POST", "title=a&tags=x&count=3", "application/x-www-form-urlencoded");
      expect(JSON.parse((await answer(path, fields)).body)).toEqual({ total: 6, ...order });
      expect(await refused(path, json("POST", { tags: [5] }))).toEqual(
        expect.arrayContaining(["body #/title", "body #/tags/0"]),
      );
    });

    test("leaves alone what has no schema", async () => {
      const { body } = await answer("/api/typed/notes/x?a=1", json("POST", [1]));
      expect(JSON.parse(body)).toEqual({ params: { id: "x" }, query: { a: "1", id: "x" }, body: [1] });
    });
  });

  describe("endpoint() refuses", () => {
    test.each([
      ["text", "text/plain", "title=a", 415],
      ["bytes", "application/octet-stream", "x", 415],
      ["a body without a type", "", "x", 415],
      ["broken JSON", "application/json", "{", 400],
      ["a form that is none", "multipart/form-data; boundary=x", "{}", 400],
      ["JSON that is nested 20,000 levels", "application/json", "[".repeat(20_000) + "]".repeat(20_000), 400],
    ])("%s", async (_what, type, text, status) => {
      const body = new TextEncoder().encode(text);
      const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
      const response = await answer("/api/typed/notes/1", { method: "PUT", headers, body });
      expect([response.status, response.headers.get("content-type")]).toEqual([
        status,
        "application/problem+json",
      ]);
      if (status === 415) expect(response.headers.get("accept")).toContain("application/json");
    });

    test("prototype keys, which do nothing", async () => {
      const hostile =
        '{"title":"a","tags":[],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
      const { status } = await answer("/api/typed/notes/1", json("PUT", hostile));
      expect(status).toBe(200);
      expect(await refused("/api/typed/notes/1?__proto__=1&constructor=2")).toEqual(["query #"]);
    });
  });

  describe("a copy of the context, { ...ctx }, has its fields", () => {
    test("in an endpoint", async () => {
      const { headers, body } = await answer("/api/typed/spread?a=1", json("POST", [7]));
      expect(JSON.parse(body)).toEqual({
        method: "POST",
        path: "/api/typed/spread",
        params: {},
        query: { a: "1" },
        body: [7],
        hasIp: true,
        aborted: false,
        rest: ["locals", "mine", "nonce", "parent", "resTransform", "server"],
      });
      expect(headers.getSetCookie().join()).toContain("copied=yes");
    });

    test("in a server function", async () => {
      const { body } = await answer("/typed/here?spread");
      expect(body).toMatch(
        /&quot;fields&quot;:\[&quot;req&quot;,&quot;url&quot;,&quot;params&quot;.*&quot;path&quot;:&quot;\/typed\/here/,
      );
    });
  });

  describe("a schema or a value that is wrong itself", () => {
    test.each([
      ["throws", "SCHEMA_FAILED"],
      ["rejects", "SCHEMA_FAILED"],
      ["no-result", "SCHEMA_FAILED"],
      ["cyclic", "NOT_A_RESPONSE"],
      ["wrong-response", "INVALID_RESPONSE_VALUE"],
    ])("%s is a 500 with %s in the log", async (what, code) => {
      const { status, body } = await answer(`/api/typed/hostile/${what}`);
      expect(status).toBe(500);
      await expect.poll(() => app.log().split(`/api/typed/hostile/${what} failed`)[1]).toContain(code);
      if (app.mode !== "dev") expect(body).not.toMatch(/canary|schema/);
    });

    test("issues without end are 100", async () => {
      expect((await refused("/api/typed/hostile/many-issues")).length).toBe(100);
    });

    test("an asynchronous schema is awaited, a Response is sent as it is", async () => {
      expect((await answer("/api/typed/hostile/waits?n=1")).body).toBe('{"n":"1"}');
      expect(await refused("/api/typed/hostile/waits?n=2")).toEqual(["query #/n"]);
      expect((await answer("/api/typed/hostile/own-response")).body).toBe("own");
    });
  });
});
