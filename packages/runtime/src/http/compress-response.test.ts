import { brotliDecompressSync, createGunzip, gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { compressResponse, MIN_COMPRESSED_BYTES } from "./compress-response.ts";

const HTML = { "content-type": "text/html; charset=utf-8" };
const TEXT = `<p>${"Fe 26 iron ".repeat(500)}é</p>`;

function ask(accept: string | null, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (accept !== null) headers.set("accept-encoding", accept);
  return new Request("http://localhost/", { ...init, headers });
}

/** A fresh response each time: none can be sent twice. */
const page = (headers: Record<string, string> = {}, init: ResponseInit = {}): Response =>
  new Response(TEXT, { ...init, headers: { ...HTML, ...headers } });

const DECODERS = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync };

async function decoded(response: Response): Promise<string> {
  const encoding = response.headers.get("content-encoding");
  const bytes = await response.bytes();
  const decode = Object.entries(DECODERS).find(([name]) => name === encoding)?.[1];
  return decode ? decode(bytes).toString() : new TextDecoder().decode(bytes);
}

function streamOf(chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue((typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk) as never);
    },
  });
}

describe("compressResponse of a whole body", () => {
  test.each(["br", "zstd", "gzip"] as const)("with %s", async (encoding) => {
    const response = await compressResponse(ask(encoding), page());
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    expect(await decoded(response)).toBe(TEXT);
  });

  it("leaves the very response to clients without Accept-Encoding", () => {
    const response = page();
    expect(compressResponse(ask(null), response)).toBe(response);
  });

  test.each([
    ["an event stream", { "content-type": "text/event-stream" }],
    ["an image", { "content-type": "image/png" }],
    ["what is encoded already", { "content-encoding": "br" }],
    ["what may not be transformed", { "cache-control": "public, no-transform" }],
    ["a part of something", { "content-range": "bytes 0-9/10000" }],
    ["what can be asked for in parts", { "accept-ranges": "bytes" }],
    ["what has a digest", { "content-digest": "sha-256=:x:" }],
  ])("leaves %s alone", (_, headers) => {
    const response = page(headers);
    expect(compressResponse(ask("gzip, br, zstd"), response)).toBe(response);
  });

  it("does not change responses without a type or a body", async () => {
    const untyped = new Response(new TextEncoder().encode(TEXT));
    expect(compressResponse(ask("gzip"), untyped)).toBe(untyped);
    for (const status of [204, 304]) {
      const empty = new Response(null, { status, headers: HTML });
      expect(compressResponse(ask("gzip"), empty)).toBe(empty);
    }
    const none = await compressResponse(ask("gzip"), new Response(null, { headers: HTML }));
    expect(none.headers.get("content-encoding")).toBeNull();
    expect(await none.text()).toBe("");
  });

  it("leaves small bodies plain", async () => {
    for (const length of [0, 1, MIN_COMPRESSED_BYTES - 1]) {
      const small = new Response("x".repeat(length), {
        status: 404,
        statusText: "Gone Fishing",
        headers: HTML,
      });
      const response = await compressResponse(ask("gzip"), small);
      expect(response.headers.get("content-encoding")).toBeNull();
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
      expect(response.status).toBe(404);
      expect(response.statusText).toBe("Gone Fishing");
      expect(await response.text()).toHaveLength(length);
    }
    const enough = new Response("x".repeat(MIN_COMPRESSED_BYTES), { headers: HTML });
    expect((await compressResponse(ask("gzip"), enough)).headers.get("content-encoding")).toBe("gzip");
  });

  it("compresses a page of many kilobytes in one piece, though its body comes in several", async () => {
    const text = "a line of a page\n".repeat(10_000);
    const response = await compressResponse(ask("gzip"), new Response(text, { headers: HTML }));
    const whole = Bun.gzipSync(Buffer.from(text), { level: 1, library: "libdeflate" });
    expect((await response.bytes()).byteLength).toBe(whole.byteLength);
  });

  it("does not wait for the end of a body that has more and more", async () => {
    const source = { chunks: 0, isCancelled: false };
    const body = new ReadableStream({
      pull(controller) {
        source.chunks += 1;
        controller.enqueue(new Uint8Array(1_000_000));
      },
      cancel() {
        source.isCancelled = true;
      },
    });
    const response = await compressResponse(ask("zstd"), new Response(body, { headers: HTML }));
    expect(source.chunks).toBeLessThan(10);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
    await reader?.cancel();
    expect(source.isCancelled).toBe(true);
  });

  it("tells caches that the encoding matters, also where it sends none", async () => {
    for (const accept of ["identity", "", "gzip;q=0"]) {
      const response = await compressResponse(ask(accept), page());
      expect(response.headers.get("vary"), accept).toBe("Accept-Encoding");
      expect(response.headers.get("content-encoding"), accept).toBeNull();
      expect(await response.text()).toBe(TEXT);
    }
  });

  test.each([
    ["Cookie", "Cookie, Accept-Encoding"],
    ["accept-encoding", "accept-encoding"],
    ["Cookie, Accept-Encoding", "Cookie, Accept-Encoding"],
    ["*", "*"],
    ["X-Accept-Encoding", "X-Accept-Encoding, Accept-Encoding"],
  ])("merges Vary: %s", async (vary, merged) => {
    expect((await compressResponse(ask("gzip"), page({ vary }))).headers.get("vary")).toBe(merged);
  });

  it("makes a strong ETag weak, and keeps a weak one", async () => {
    const etagOf = async (etag: string) =>
      (await compressResponse(ask("gzip"), page({ etag }))).headers.get("etag");
    expect(await etagOf('"a"')).toBe('W/"a"');
    expect(await etagOf('W/"a"')).toBe('W/"a"');
    expect((await compressResponse(ask("identity"), page({ etag: '"a"' }))).headers.get("etag")).toBe('"a"');
  });

  it("keeps status and headers, but for those of the plain bytes", async () => {
    const response = await compressResponse(
      ask("gzip"),
      page({ "content-length": "5503", "x-own": "1" }, { status: 500, statusText: "Oh" }),
    );
    expect(response.status).toBe(500);
    expect(response.statusText).toBe("Oh");
    expect(response.headers.get("x-own")).toBe("1");
    expect(response.headers.get("content-length")).toBeNull();
  });

  it("keeps several cookies several", async () => {
    const response = page();
    response.headers.append("set-cookie", "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT");
    response.headers.append("set-cookie", "b=2");
    const compressed = await compressResponse(ask("gzip"), response);
    expect(compressed.headers.getSetCookie()).toHaveLength(2);
  });

  it("compresses JSON values, bytes and blobs", async () => {
    const value = { rows: Array.from({ length: 200 }, (_, id) => ({ id })) };
    const json = await compressResponse(ask("br"), Response.json(value));
    expect(json.headers.get("content-encoding")).toBe("br");
    expect(JSON.parse(await decoded(json))).toEqual(value);
    for (const body of [new TextEncoder().encode(TEXT), new Blob([TEXT])]) {
      const response = await compressResponse(ask("zstd"), new Response(body, { headers: HTML }));
      expect(response.headers.get("content-encoding")).toBe("zstd");
      expect(await decoded(response)).toBe(TEXT);
    }
  });
});

describe("compressResponse of a stream", () => {
  test.each(["br", "zstd", "gzip"] as const)("with %s, whatever the chunks", async (encoding) => {
    const random = crypto.getRandomValues(new Uint8Array(60_000));
    const parts = ["", "<html>", "", TEXT, TEXT.repeat(100), "x", ""];
    const response = await compressResponse(ask(encoding), new Response(streamOf(parts), { headers: HTML }));
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(await decoded(response)).toBe(parts.join(""));
    const noise = new Response(streamOf([random, random]), { headers: HTML });
    const sent = await (await compressResponse(ask(encoding), noise)).bytes();
    expect(Buffer.compare(DECODERS[encoding](sent), Buffer.concat([random, random]))).toBe(0);
  });

  it("hands on every chunk before the next one is there", async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const source = new ReadableStream<Uint8Array>({
      start(own) {
        controller = own;
      },
    });
    const gunzip = createGunzip();
    let seen = "";
    gunzip.on("data", (bytes: Buffer) => {
      seen += bytes.toString();
    });
    controller?.enqueue(new TextEncoder().encode("<shell>"));
    const response = await compressResponse(ask("gzip"), new Response(source, { headers: HTML }));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (const part of ["<shell>", "<late>"]) {
      const { value } = await reader.read();
      gunzip.write(value);
      await expect.poll(() => seen).toContain(part);
      if (part === "<shell>") controller?.enqueue(new TextEncoder().encode("<late>"));
    }
    await reader.cancel();
  });

  it("responds without waiting for the first chunk", async () => {
    const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
    const response = await compressResponse(ask("gzip"), new Response(silent, { headers: HTML }));
    expect(response.headers.get("content-encoding")).toBe("gzip");
    await response.body?.cancel();
  });

  it("holds strings, too", async () => {
    const source = new ReadableStream({
      start(controller) {
        for (const part of ["a", TEXT, "b"]) controller.enqueue(part);
        controller.close();
      },
    });
    const response = await compressResponse(ask("gzip"), new Response(source, { headers: HTML }));
    expect(await decoded(response)).toBe(`a${TEXT}b`);
  });

  it("breaks when its source breaks, at the start and midway", async () => {
    for (const before of [[], ["<shell>"]]) {
      const left: string[] = [...before];
      const source = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          const chunk = left.shift();
          if (chunk === undefined) throw new Error("broken");
          controller.enqueue(new TextEncoder().encode(chunk));
        },
      });
      const read = async () =>
        (await compressResponse(ask("gzip"), new Response(source, { headers: HTML }))).bytes();
      await expect(read()).rejects.toThrow("broken");
    }
  });

  it("tells its source when the client leaves, even in the middle of a chunk", async () => {
    for (const reads of [0, 1]) {
      let reason: unknown;
      const source = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          controller.enqueue(crypto.getRandomValues(new Uint8Array(60_000)));
        },
        cancel(given) {
          reason = given;
        },
      });
      const response = await compressResponse(ask("gzip"), new Response(source, { headers: HTML }));
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      for (let count = 0; count < reads; count++) await reader.read();
      await reader.cancel("gone");
      expect(reason).toBe("gone");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it("does not work for a HEAD, but says the same", async () => {
    const head = { method: "HEAD" };
    const response = await compressResponse(
      ask("gzip", head),
      new Response(streamOf(["a", "b"]), { headers: HTML }),
    );
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
    await response.body?.cancel();
    const whole = await compressResponse(ask("gzip", head), page());
    expect(whole.headers.get("content-encoding")).toBe("gzip");
  });
});
