import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";

const BYTES = "application/octet-stream";

describeModes("contract", (app) => {
  const send = (path: string, method = "GET") =>
    sendRaw(app, rawRequest(method, path), { head: method === "HEAD" });
  const loggedOf = async (path: string) => {
    await expect.poll(app.log).toContain(`GET ${path} failed`);
    return app.log().slice(app.log().lastIndexOf(`GET ${path} failed`));
  };

  describe("an endpoint sends as a body", () => {
    test.each([
      ["blob", "text/html", "<p>text</p>"],
      ["blob-without-type", BYTES, "bytes"],
      ["stream", BYTES, "streamed"],
      ["generator", BYTES, "some text, some bytes"],
      ["iterable", BYTES, "some text, some bytes"],
      ["buffer", BYTES, "buffer"],
      ["view", BYTES, "BBCC"],
    ])("%s", async (what, type, text) => {
      const response = await send(`/api/values/${what}`);
      expect([response.status, rawText(response)]).toEqual([200, text]);
      expect(rawHeader(response, "content-type")?.split(";")[0]).toBe(type);
      expect(rawHeader(response, "cache-control")).toBe("no-store");
      expect(rawHeader(response, "x-content-type-options")).toBe("nosniff");
      const head = await send(`/api/values/${what}`, "HEAD");
      expect([head.status, rawHeader(head, "content-type")]).toEqual([
        200,
        rawHeader(response, "content-type"),
      ]);
    });

    test("a file, with the same headers for HEAD", async () => {
      const response = await send("/api/values/file");
      expect([response.status, response.body.byteLength]).toEqual([200, 2_097_152]);
      const head = await send("/api/values/file", "HEAD");
      for (const one of [response, head]) {
        expect(rawHeader(one, "content-type")).toBe("application/pdf");
        expect(rawHeader(one, "content-disposition")).toBe("inline");
        // Development streams what is longer than a megabyte, without its length.
        expect(rawHeader(one, "content-length")).toBe(app.mode === "dev" ? undefined : "2097152");
      }
    });

    test.each(["file-that-is-not-there", "directory"])("no %s, which is a 404", async (what) => {
      for (const method of ["GET", "HEAD"]) {
        const response = await send(`/api/values/${what}`, method);
        expect(response.status).toBe(404);
        expect(rawHeader(response, "content-type")).toBe("application/problem+json");
      }
    });

    test("a stream without end, of which a HEAD reads nothing more", async () => {
      expect((await send("/api/values/endless", "HEAD")).status).toBe(200);
      await expect.poll(async () => (await app.fetch("/api/notes/endless")).text()).toContain("cancelled");
    });
  });

  test("what JSON has a form for is sent as JSON", async () => {
    const value = async (what: string) => (await app.fetch(`/api/values/${what}`)).text();
    expect(JSON.parse(await value("plain"))).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      money: { euros: 7 },
      url: "http://a/",
      list: [null, null, null],
    });
    expect([await value("null"), await value("string")]).toEqual(["null", '"text"']);
  });

  describe("what JSON has no form for is a 500 that names it", () => {
    test.each([
      ["map", "an instance of Map"],
      ["set", "a value whose tags is an instance of Set"],
      ["function", 'a value whose user["full name"] is a function'],
      ["symbol", "a value whose [1].kind is a symbol"],
      ["instance", "a value whose rows[0].account is an instance of "],
      ["error", "a value whose failure is an instance of Error"],
      ["promise", "a value whose later is an instance of Promise"],
      ["attachment", "a value whose files[0] is an instance of Blob"],
      ["bytes", "a value whose picture is an instance of Uint8Array"],
      ["bigint", "a value whose count is a bigint"],
      ["steps", "returned "],
      ["circle", "an object that holds itself"],
      ["nested", "a value whose list[0].next.next.next… is nested too deeply"],
    ])("%s", async (what, named) => {
      const path = `/api/values/${what}`;
      const response = await app.fetch(path);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        500,
        "application/problem+json",
      ]);
      const logged = await loggedOf(path);
      expect(logged).toContain("api/values/[what].ts returned");
      expect(logged).toContain(named);
      expect(logged).toContain("[NOT_A_RESPONSE]");
    });
  });

  test.each(["options", "transform"])("Bunext's name for %s of the response is an error", async (what) => {
    const path = `/api/values/${what}-of-bunext`;
    expect((await app.fetch(path)).status).toBe(500);
    expect(await loggedOf(path)).toMatch(/returned bunext_api_route_res_\w+,.*Response\.json.*FOREIGN_NAME/);
  });

  describe("a status that is no final response is a 500 that says so", () => {
    test.each([
      ["/api/values/status-101", "api/values/[what].ts returned a Response with the status 101"],
      ["/api/values/status-error", "api/values/[what].ts returned a Response with the status 0"],
      ["/api/values/http-error", "INVALID_ERROR_STATUS"],
      [
        "/companions/status/101?response",
        "status/[status].server.ts returned a Response with the status 101",
      ],
      [
        "/companions/status/error?response",
        "status/[status].server.ts returned a Response with the status 0",
      ],
      ["/status-101", "src/server.ts returned a Response with the status 101"],
      ...["101", "204", "205", "304", "600", "0", "-1", "200.5", "NaN"].map((status) => [
        `/companions/status/${status}`,
        `status/[status].server.ts returned responseOptions.status as ${status}`,
      ]),
    ])("%s", async (path = "", named = "") => {
      const response = await send(path);
      expect(response.status).toBe(500);
      expect(await loggedOf(path)).toContain(named);
    });
  });

  test("statusText is not sent, and every other status is", async () => {
    for (const status of [200, 299, 422, 503, 599]) {
      expect((await send(`/companions/status/${status}`)).status).toBe(status);
    }
    const { statusText } = await app.fetch("/companions/status/200");
    expect(statusText).toBe("OK");
    expect((await send("/companions/status/204?response")).status).toBe(204);
  });
});
