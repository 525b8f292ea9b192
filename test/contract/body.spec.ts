import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { shown } from "./shown.ts";

describeModes("contract", (app) => {
  const show = async (path: string, init?: RequestInit) => shown(await (await app.fetch(path, init)).text());

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
});
