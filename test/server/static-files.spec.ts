import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AppFiles } from "../support/fixture.ts";
import { type App, describeModes } from "../support/modes.ts";
import { getRaw, rawRequest, sendRaw } from "../support/raw.ts";
import { type RawResponse, rawHeader, rawText } from "../support/raw-response.ts";

const DIGITS = "0123456789";
const CANARY = "canary-71d4f0aa";
/** Larger than what is held in memory, and different everywhere. */
const LARGE = Array.from({ length: 200_000 }, (_, index) => String(index).padStart(8, "0")).join("");
const SCRIPT = `// ${"a library that gets much smaller ".repeat(100)}\n`;

const APP: AppFiles = {
  "src/pages/index.tsx": `
import "../style.css";
export const meta = { title: "Home" };
export default () => <h1>{"a page that is worth compressing ".repeat(100)}</h1>;
`,
  "src/pages/still.tsx": `
export const config = { prerender: true };
export default () => <h1>{"rendered at build time ".repeat(100)}</h1>;
`,
  "src/pages/stored.tsx": `
export const config = { cachePage: true };
let renders = 0;
export default () => <h1>{"render " + ++renders}{" of a page that is cached".repeat(100)}</h1>;
`,
  "src/pages/api/drop.ts": `
import { revalidatePath } from "@bunsen/runtime";
export const POST = () => revalidatePath("/stored");
`,
  "src/style.css": `.a { color: red }\n`,
  "src/pages/small.tsx": "export default () => <h1>small</h1>;\nexport const config = { hydrate: false };\n",
  "src/pages/docs/[...path].tsx": "export default () => <h1>docs page</h1>;\n",
  "src/pages/slow.tsx": `
import { Suspense, use } from "react";
const late = new Map<string, Promise<string>>();
const Late = ({ id }: { id: string }) => {
  if (!late.has(id)) late.set(id, new Promise((resolve) => setTimeout(() => resolve("late text"), 400)));
  return <p>{use(late.get(id) as Promise<string>)}</p>;
};
export default ({ url }: { url: URL }) => (
  <main><h1>shell text</h1><Suspense fallback="waiting"><Late id={url.search} /></Suspense></main>
);
`,
  "src/pages/api/json.ts": `
export const GET = () => Response.json({ rows: Array.from({ length: 500 }, (_, id) => ({ id })) }, { headers: { etag: '"v1"' } });
`,
  "src/pages/api/tiny.ts": "export const GET = () => ({ ok: true });\n",
  "src/pages/api/none.ts": "export const GET = () => undefined;\n",
  "src/pages/api/kept.ts": `
export const GET = () => new Response("x".repeat(5000), { headers: { "content-type": "text/plain", "cache-control": "no-transform" } });
`,
  "src/pages/api/events.ts": `
export const GET = () => new Response("data: ".repeat(1000), { headers: { "content-type": "text/event-stream" } });
`,
  "public/digits.txt": DIGITS,
  "public/empty.txt": "",
  "public/lib.js": SCRIPT,
  "public/large.txt": LARGE,
  "public/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg">${"<g/>".repeat(500)}</svg>`,
  "public/docs/guide.html": "<!doctype html><title>guide</title>",
  "public/assets/own.txt": "in public/assets",
  "public/.well-known/security.txt": "Contact: mailto:a@b.example",
  "public/.well-known/.hidden": CANARY,
  "public/.env": CANARY,
  "public/.git/config": CANARY,
  "public/files/.secret/x.txt": CANARY,
  "public/a b/100%#?.txt": "odd",
  "public/:id.png": "not a route",
  "public/caf\u00e9.txt": "composed",
  "public/cafe\u0301.txt": "decomposed",
  "public/no-extension": "bytes",
  "public/module.mjs": "export {};",
  "public/code.wasm": "\0asm",
};

const YEAR = "public, max-age=31536000, immutable";
const publicCaching = ({ mode }: App): string =>
  mode === "dev" ? "no-cache" : "public, max-age=300, must-revalidate";

/** Bodies as they are sent, whatever their coding. */
function get(app: App, target: string, headers: Record<string, string> = {}): Promise<RawResponse> {
  return getRaw(app, target, headers);
}

async function etagOf(app: App, target: string, accept?: string): Promise<string> {
  const response = await get(app, target, accept === undefined ? {} : { "Accept-Encoding": accept });
  return rawHeader(response, "etag") ?? "";
}

function decode(response: RawResponse): string {
  const bytes = response.body;
  switch (rawHeader(response, "content-encoding")) {
    case "br":
      return brotliDecompressSync(bytes).toString();
    case "zstd":
      return zstdDecompressSync(bytes).toString();
    case "gzip":
      return gunzipSync(bytes).toString();
    default:
      return rawText(response);
  }
}

/** URL paths of the files that the page loads. */
async function hashedFiles(app: App): Promise<string[]> {
  const html = await (await app.fetch("/")).text();
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
}

describeModes(APP, (app) => {
  describe("files of public/", () => {
    test.each([
      ["/digits.txt", "text/plain; charset=utf-8", DIGITS],
      ["/public/digits.txt", "text/plain; charset=utf-8", DIGITS],
      ["/empty.txt", "text/plain; charset=utf-8", ""],
      ["/lib.js", "text/javascript; charset=utf-8", SCRIPT],
      ["/module.mjs", "text/javascript; charset=utf-8", "export {};"],
      ["/code.wasm", "application/wasm", "\0asm"],
      ["/docs/guide.html", "text/html; charset=utf-8", "<!doctype html><title>guide</title>"],
      ["/public/docs/guide.html", "text/html; charset=utf-8", "<!doctype html><title>guide</title>"],
      ["/no-extension", "application/octet-stream", "bytes"],
      ["/assets/own.txt", "text/plain; charset=utf-8", "in public/assets"],
      ["/.well-known/security.txt", "text/plain; charset=utf-8", "Contact: mailto:a@b.example"],
      ["/large.txt", "text/plain; charset=utf-8", LARGE],
    ])("%s", async (target, type, content) => {
      const response = await get(app, target);
      expect(response.status).toBe(200);
      expect(rawText(response)).toBe(content);
      expect(rawHeader(response, "content-type")).toBe(type);
      expect(rawHeader(response, "content-length")).toBe(String(content.length));
      expect(rawHeader(response, "cache-control")).toBe(publicCaching(app));
      expect(rawHeader(response, "accept-ranges")).toBe("bytes");
      expect(rawHeader(response, "x-content-type-options")).toBe("nosniff");
      expect(rawHeader(response, "referrer-policy")).toBeDefined();
      expect(rawHeader(response, "x-frame-options")).toBeDefined();
      expect(rawHeader(response, "etag")).toMatch(/^"[^"]+"$/);
      expect(rawHeader(response, "last-modified")).toBeUndefined();
    });

    test.each([
      ["/a%20b/100%25%23%3F.txt", "odd"],
      ["/public/a%20b/100%25%23%3F.txt", "odd"],
      ["/:id.png", "not a route"],
      ["/%3Aid.png", "not a route"],
      ["/caf%C3%A9.txt", "composed"],
      ["/caf%c3%a9.txt", "composed"],
      ["/cafe%CC%81.txt", "decomposed"],
      ["/%64igits.txt", DIGITS],
      ["/a/../digits.txt", DIGITS],
      ["/digits.txt?v=2", DIGITS],
      ["/lib.js?t=1", SCRIPT],
    ])("%s is found", async (target, content) => {
      const response = await get(app, target);
      expect(response.status).toBe(200);
      expect(rawText(response)).toBe(content);
      expect(rawHeader(response, "cache-control")).toBe(publicCaching(app));
    });

    test.each([
      "/.env",
      "/.env?raw",
      "/.env?import&raw",
      "/.env?url&inline&import",
      "/%2eenv",
      "/public/.env",
      "/.git/config",
      "/.git/config?raw",
      "/files/.secret/x.txt",
      "/files/.secret/x.txt?import&raw",
      "/.well-known/.hidden",
      "/public/../.env",
      "/public/public/.env",
    ])("%s is not published", async (target) => {
      const response = await get(app, target);
      expect(response.status).toBe(404);
      expect(rawText(response)).not.toContain(CANARY);
    });

    test.each([
      "/DIGITS.txt",
      "/digits.TXT",
      "/public",
      "/docs",
      "/public/docs",
      "/digits.txt/x",
      "/public/nothing",
    ])("%s is no file", async (target) => {
      expect([404, 308]).toContain((await get(app, target)).status);
    });

    test("beat a page with a parameter, and leave it everything else", async () => {
      expect(rawText(await get(app, "/docs/guide.html"))).toContain("<title>guide");
      expect(rawText(await get(app, "/docs/other.html"))).toContain("docs page");
    });

    test("a slash behind the name redirects", async () => {
      const response = await get(app, "/digits.txt/");
      expect(response.status).toBe(308);
      expect(rawHeader(response, "location")).toBe("/digits.txt");
    });
  });

  describe("methods", () => {
    test.each(["/digits.txt", "/large.txt", "/empty.txt"])(
      "HEAD of %s says what GET says",
      async (target) => {
        for (const accept of ["identity", "gzip, br"]) {
          const headers = { "Accept-Encoding": accept };
          const head = await sendRaw(app, rawRequest("HEAD", target, headers), {
            head: true,
            untilClosed: true,
          });
          const whole = await get(app, target, headers);
          const names = (response: RawResponse) =>
            response.headers
              .filter(([name]) => !["date", "connection", "keep-alive"].includes(name.toLowerCase()))
              .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
              .sort();
          expect(head.status).toBe(200);
          expect(head.rest).toHaveLength(0);
          expect(names(head)).toEqual(names(whole));
        }
      },
    );

    test("OPTIONS names what there is", async () => {
      const response = await sendRaw(app, rawRequest("OPTIONS", "/digits.txt"));
      expect(response.status).toBe(204);
      expect(rawHeader(response, "allow")).toBe("GET, HEAD, OPTIONS");
    });

    test.each(["POST", "PUT", "PATCH", "DELETE"])("%s is refused", async (method) => {
      const response = await sendRaw(app, rawRequest(method, "/digits.txt", { "Content-Length": "0" }));
      expect(response.status).toBe(405);
      expect(rawHeader(response, "allow")).toBe("GET, HEAD, OPTIONS");
      expect(rawHeader(response, "x-content-type-options")).toBe("nosniff");
    });
  });

  describe("conditional requests", () => {
    test.each(["/digits.txt", "/large.txt", "/lib.js"])(
      "a known ETag of %s is a 304 without a body",
      async (target) => {
        for (const accept of ["identity", "br", "gzip"]) {
          const etag = await etagOf(app, target, accept);
          for (const value of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
            const response = await get(app, target, { "If-None-Match": value, "Accept-Encoding": accept });
            expect(response.status, value).toBe(304);
            expect(response.body).toHaveLength(0);
            expect(rawHeader(response, "etag")).toBe(etag);
            expect(rawHeader(response, "cache-control")).toBe(publicCaching(app));
            expect(rawHeader(response, "x-content-type-options")).toBe("nosniff");
            expect(rawHeader(response, "content-type")).toBeUndefined();
          }
        }
      },
    );
  });

  describe("ranges", () => {
    test("a thousand of them are one file", async () => {
      const thousand = `bytes=${Array.from({ length: 1000 }, () => "0-").join(",")}`;
      const response = await get(app, "/large.txt", { Range: thousand });
      expect(response.status).toBe(200);
      expect(rawHeader(response, "content-length")).toBe(String(LARGE.length));
    });

    test("in a header of 15 kB are nothing special", async () => {
      for (const name of ["Range", "If-None-Match", "If-Range", "Accept-Encoding"]) {
        for (const value of [",".repeat(15_000), 'W/"a",'.repeat(2000), "a;q=0.5,".repeat(1900)]) {
          const started = performance.now();
          expect((await get(app, "/digits.txt", { [name]: value })).status, name).toBe(200);
          expect(performance.now() - started, name).toBeLessThan(1000);
        }
      }
    });

    test("of a large file", async () => {
      const size = LARGE.length;
      for (const [range, start, end] of [
        ["bytes=0-0", 0, 0],
        ["bytes=1048570-1048590", 1048570, 1048590],
        ["bytes=-9", size - 9, size - 1],
        ["bytes=8-", 8, size - 1],
      ] as const) {
        const response = await get(app, "/large.txt", { Range: range });
        expect(response.status, range).toBe(206);
        expect(rawHeader(response, "content-range")).toBe(`bytes ${start}-${end}/${size}`);
        expect(rawText(response) === LARGE.slice(start, end + 1), range).toBe(true);
      }
      expect((await get(app, "/large.txt", { Range: `bytes=${size}-` })).status).toBe(416);
    });

    test("If-Range holds for the very same bytes only", async () => {
      for (const target of ["/digits.txt", "/large.txt"]) {
        const etag = await etagOf(app, target);
        const ask = (value: string) => get(app, target, { Range: "bytes=1-2", "If-Range": value });
        expect((await ask(etag)).status).toBe(206);
        for (const value of [`W/${etag}`, '"other"', "Fri, 01 Jan 2100 00:00:00 GMT", "junk"]) {
          const response = await ask(value);
          expect(response.status, `${target} ${value}`).toBe(200);
          expect(rawHeader(response, "content-range")).toBeUndefined();
        }
      }
    });
  });

  describe("pages and endpoints", () => {
    test.each(["gzip", "br", "zstd"])("are compressed with %s", async (encoding) => {
      for (const target of ["/", "/still"]) {
        const plain = rawText(await get(app, target));
        const page = await get(app, target, { "Accept-Encoding": encoding });
        expect(rawHeader(page, "content-encoding"), target).toBe(encoding);
        expect(rawHeader(page, "vary"), target).toMatch(/accept-encoding/i);
        expect(rawHeader(page, "content-length"), target).toBe(String(page.body.length));
        expect(decode(page)).toBe(plain);
      }
      const json = await get(app, "/api/json", { "Accept-Encoding": encoding });
      expect(rawHeader(json, "content-encoding")).toBe(encoding);
      expect(rawHeader(json, "etag")).toBe('W/"v1"');
      expect(JSON.parse(decode(json)).rows).toHaveLength(500);
    });

    test.each(["/api/tiny", "/api/kept", "/api/events", "/api/none"])("%s is left alone", async (target) => {
      const response = await get(app, target, { "Accept-Encoding": "gzip, br, zstd" });
      expect(rawHeader(response, "content-encoding")).toBeUndefined();
    });

    test("HEAD says what GET says", async () => {
      const headers = { "Accept-Encoding": "gzip" };
      const head = await sendRaw(app, rawRequest("HEAD", "/", headers), { head: true, untilClosed: true });
      const whole = await get(app, "/", headers);
      expect(rawHeader(head, "content-encoding")).toBe("gzip");
      expect(rawHeader(head, "content-length")).toBe(rawHeader(whole, "content-length"));
      expect(head.rest).toHaveLength(0);
    });

    test.each(["gzip", "br", "zstd"])(
      "the shell of a streamed page is not held back by %s",
      async (encoding) => {
        // Once, so that the route is known to suspend and compiled.
        await app.fetch(`/slow?warm-${encoding}`);
        const started = performance.now();
        const response = await app.fetch(`/slow?${encoding}`, { headers: { "Accept-Encoding": encoding } });
        expect(response.headers.get("content-encoding")).toBe(encoding);
        let text = "";
        let shellAfter = 0;
        let lateAfter = 0;
        const decoder = new TextDecoder();
        for await (const chunk of response.body as ReadableStream<Uint8Array>) {
          text += decoder.decode(chunk, { stream: true });
          if (shellAfter === 0 && text.includes("shell text")) shellAfter = performance.now() - started;
          if (lateAfter === 0 && text.includes("late text")) lateAfter = performance.now() - started;
        }
        expect(text).toMatch(/<\/html>$/);
        expect(shellAfter).toBeGreaterThan(0);
        expect(lateAfter - shellAfter).toBeGreaterThan(200);
      },
    );
  });

  describe.runIf(app.mode !== "dev")("what was sent before is sent in the same way", () => {
    /** What says more about the moment than about the response. */
    const MOMENT = new Set(["date", "age", "x-bunsen-cache"]);
    const shown = ({ status, headers, body }: RawResponse) => ({
      status,
      headers: headers.filter(([name]) => !MOMENT.has(name.toLowerCase())),
      body: Buffer.from(body).toString("latin1"),
    });

    const TARGETS = [
      "/stored",
      "/still",
      "/digits.txt",
      "/empty.txt",
      "/lib.js",
      "/large.txt",
      "/public/lib.js",
    ];

    test.each(["identity", "gzip", "br"])("%s", async (encoding) => {
      const accept = { "Accept-Encoding": encoding };
      for (const target of [...TARGETS, ...(await hashedFiles(app))]) {
        // A coding of a cached page is made for those who ask for it again.
        for (let time = 0; time < 3; time++) await get(app, target, accept);
        const first = await get(app, target, accept);
        const etag = rawHeader(first, "etag") ?? "";
        for (let time = 0; time < 3; time++)
          expect(shown(await get(app, target, accept)), target).toEqual(shown(first));
        expect((await get(app, target, { ...accept, "If-None-Match": etag })).status, target).toBe(304);
        expect((await get(app, target, { ...accept, "If-Match": '"other"' })).status, target).toBe(412);
        expect((await get(app, target, { ...accept, Host: "a b" })).status, target).toBe(400);
        const twice = rawRequest("GET", target, accept).replace("Host:", "Host: 127.0.0.1\r\nHost:");
        expect((await sendRaw(app, twice)).status, target).toBe(400);
        const head = await sendRaw(app, rawRequest("HEAD", target, accept), { head: true });
        expect(head.status, target).toBe(200);
        expect(rawHeader(head, "content-length"), target).toBe(String(first.body.length));
        const other = await get(app, target, { "Accept-Encoding": "identity" });
        expect(rawHeader(other, "content-encoding"), target).toBeUndefined();
      }
      expect((await get(app, "/digits.txt", { ...accept, Range: "bytes=1-2" })).status).toBe(206);
      expect((await sendRaw(app, rawRequest("POST", "/digits.txt", accept))).status).toBe(405);
    });

    test("until a cached page is invalidated", async () => {
      const ask = async () => {
        const response = await app.fetch("/stored");
        return `${response.headers.get("x-bunsen-cache")} ${/render \d+/.exec(await response.text())?.[0]}`;
      };
      for (let time = 0; time < 5; time++) await ask();
      const before = await ask();
      expect(before).toContain("HIT render");
      const dropped = await app.fetch("/api/drop", {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin" },
      });
      expect(dropped.status).toBe(204);
      const next = await ask();
      expect(next).toMatch(/MISS render/);
      expect(next.slice(5)).not.toBe(before.slice(4));
      expect(await ask()).toBe(next.replace("MISS", "HIT"));
    });
  });

  test("a miss below the assets is a plain 404 that nothing keeps", async () => {
    for (const target of [
      "/assets/index-00000000.js",
      "/assets/",
      "/assets/a/b.css",
      "/assets/index.js.map",
    ]) {
      const response = await get(app, target.replace(/\/$/, "/x"));
      expect(response.status, target).toBe(404);
      expect(rawHeader(response, "cache-control"), target).toBe("no-store");
      expect(rawHeader(response, "content-type"), target).toBe("text/plain; charset=utf-8");
      expect(rawText(response)).not.toContain("<");
    }
  });

  describe.runIf(app.mode === "bun")("built files", () => {
    test("are for ever, and come in the coding that the client likes", async () => {
      const files = await hashedFiles(app);
      expect(files.some((file) => file.endsWith(".js"))).toBe(true);
      expect(files.some((file) => file.endsWith(".css"))).toBe(true);
      for (const file of files) {
        const response = await get(app, file);
        expect(response.status, file).toBe(200);
        expect(rawHeader(response, "cache-control"), file).toBe(YEAR);
        expect(rawHeader(response, "x-content-type-options")).toBe("nosniff");
        expect(rawHeader(response, "etag")).toMatch(/^"[\da-f]{16}"$/);
        expect((await get(app, `/public${file}`)).status).toBe(404);
      }
    });

    test.each<[accept: string, encoding: string | RegExp | undefined]>([
      ["gzip", "gzip"],
      ["br", "br"],
      ["zstd", "zstd"],
      ["gzip, deflate, br, zstd", "br"],
      ["gzip, deflate, br, zstd;q=0", "br"],
      ["br;q=0, gzip", "gzip"],
      ["br;q=0.1, gzip;q=0.2", "gzip"],
      ["*", "br"],
      // Whichever of the others is smaller: of a file of a kilobyte that may be either.
      ["*, br;q=0", /^(zstd|gzip)$/],
      ["identity", undefined],
      ["br;q=0", undefined],
      ["*;q=0", undefined],
      ["junk", undefined],
      ["br;q=junk", undefined],
    ])("Accept-Encoding: %s", async (accept, encoding) => {
      const scripts = (await hashedFiles(app)).filter((name) => name.endsWith(".js"));
      const etags = new Set<string | undefined>();
      for (const file of [...scripts, "/lib.js", "/public/lib.js", "/logo.svg"]) {
        const plain = await get(app, file);
        const response = await get(app, file, { "Accept-Encoding": accept });
        // What is too small to get smaller has one coding only.
        if (plain.body.length < 1024) continue;
        const used = rawHeader(response, "content-encoding");
        if (encoding instanceof RegExp) expect(used, file).toMatch(encoding);
        else expect(used, file).toBe(encoding);
        expect(rawHeader(response, "vary"), file).toBe("Accept-Encoding");
        expect(rawHeader(plain, "vary"), file).toBe("Accept-Encoding");
        expect(decode(response) === rawText(plain), file).toBe(true);
        expect(rawHeader(response, "content-length")).toBe(String(response.body.length));
        etags.add(rawHeader(response, "etag"));
        if (encoding) expect(rawHeader(response, "etag")).not.toBe(rawHeader(plain, "etag"));
      }
      expect(etags.size).toBeGreaterThan(1);
    });

    test("ranges are of the coding that was chosen", async () => {
      const whole = await get(app, "/lib.js", { "Accept-Encoding": "br" });
      const part = await get(app, "/lib.js", { "Accept-Encoding": "br", Range: "bytes=2-5" });
      expect(part.status).toBe(206);
      expect(Buffer.compare(part.body, whole.body.subarray(2, 6))).toBe(0);
      expect(rawHeader(part, "content-range")).toBe(`bytes 2-5/${whole.body.length}`);
      expect(rawHeader(part, "content-encoding")).toBe("br");
    });

    test("source maps, variants and everything beside the client are nobody's business", async () => {
      const [file = ""] = await hashedFiles(app);
      for (const target of [
        `${file}.map`,
        `${file}.br`,
        `${file}.gz`,
        "/lib.js.br",
        "/lib.js.zst",
        "/.vite/manifest.json",
        "/client/lib.js",
        "/server/app.js",
        "/server/app.js.map",
        "/../server/app.js",
        "/%2e%2e/server/app.js",
        "/..%2fserver%2fapp.js",
        "/bunsen.json",
      ]) {
        const response = await get(app, target);
        expect([400, 404], target).toContain(response.status);
        expect(rawText(response), target).not.toContain("createApp");
      }
    });
  });
});
