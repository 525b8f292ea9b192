import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
export default defineServer({
  async middleware({ req, url }) {
    const read = req.headers.get("x-read");
    if (read === "text") return Response.json({ middleware: (await req.text()).length });
    if (read === "copy") return Response.json({ middleware: (await new Request(url, req).text()).length });
    if (read === "clone") return Response.json({ middleware: (await req.clone().text()).length });
    if (read === "swallow") await req.text().catch(() => undefined);
    if (read === "answer") return Response.json(await req.text().catch(() => "swallowed"));
    if (read === "url") return Response.json(req.url);
    const to = req.headers.get("x-rewrite");
    if (to && url.pathname !== to) return new Request(new URL(to, url), req);
  },
});`,
  "src/pages/index.tsx": "export default () => <h1>home</h1>;",
  "src/pages/api/large.ts": `
export const config = { maxRequestBodyMB: 20 };
export const POST = async ({ req }) => {
  let length = 0;
  for await (const chunk of req.body) length += chunk.byteLength;
  return { length };
};`,
  "src/pages/api/small.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ req }) => ({ length: (await req.text()).length });`,
  "src/pages/api/swallows.ts": `
export const config = { maxRequestBodyMB: 0.001 };
export const POST = async ({ req }) => ({ length: await req.text().then((text) => text.length, () => -1) });`,
  "src/pages/api/unread.ts": "export const POST = () => ({ unread: true });",
};

const MEGABYTE = 1_048_576;

/** Path and headers of a request that gets to a route, or is sent there by middleware. */
const waysTo = (route: string): [path: string, headers: Record<string, string>][] => [
  [route, {}],
  ["/nowhere", { "X-Rewrite": route }],
];

describeModes(FILES, (app) => {
  type Framing = "with its length" | "in chunks";

  const post = async (
    path: string,
    bytes: number,
    framing: Framing,
    headers: Record<string, string> = {},
  ) => {
    const body = Buffer.alloc(bytes, "x");
    const length: [string, string] =
      framing === "with its length" ? ["Content-Length", `${bytes}`] : ["Transfer-Encoding", "chunked"];
    const head = Buffer.from(
      rawRequest("POST", path, Object.fromEntries([length, ...Object.entries(headers)])),
    );
    const chunked = [Buffer.from(`${bytes.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")];
    const answer = await sendRaw(app, Buffer.concat([head, ...(framing === "in chunks" ? chunked : [body])]));
    return { status: answer.status, text: rawText(answer) };
  };

  describe.each<Framing>(["with its length", "in chunks"])("a body %s", (framing) => {
    test.each(["text", "copy", "clone"])(
      "that middleware reads (%s) has the server's limit",
      async (read) => {
        const fine = await post("/api/small", 5000, framing, { "X-Read": read });
        expect(JSON.parse(fine.text)).toEqual({ middleware: 5000 });
        expect((await post("/api/large", 11 * MEGABYTE, framing, { "X-Read": read })).status).toBe(413);
        expect((await post("/nowhere", 11 * MEGABYTE, framing, { "X-Read": read })).status).toBe(413);
      },
    );

    test.each(["swallow", "answer"])("is a 413 even if middleware takes no notice (%s)", async (read) => {
      expect((await post("/api/unread", 11 * MEGABYTE, framing, { "X-Read": read })).status).toBe(413);
    });

    test("that middleware leaves alone has the limit of its route, rewritten or not", async () => {
      for (const [path, headers] of waysTo("/api/large")) {
        const answer = await post(path, 11 * MEGABYTE, framing, headers);
        expect(JSON.parse(answer.text)).toEqual({ length: 11 * MEGABYTE });
        expect((await post(path, 21 * MEGABYTE, framing, headers)).status).toBe(413);
      }
      for (const route of ["/api/small", "/api/swallows"]) {
        for (const [path, headers] of waysTo(route)) {
          expect((await post(path, 5000, framing, headers)).status, path).toBe(413);
          expect(JSON.parse((await post(path, 500, framing, headers)).text)).toEqual({ length: 500 });
        }
      }
    });

    test("leaves the request its URL", async () => {
      const { text } = await post("/api/%6Carge?a=1", 11 * MEGABYTE, framing, {
        "X-Read": "url",
      });
      expect(JSON.parse(text)).toBe("http://127.0.0.1/api/large?a=1");
    });
  });
});
