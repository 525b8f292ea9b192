import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { rawRequest, sendRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";

const TEXT = "What the other server says. ".repeat(200);

type Coder = (bytes: Uint8Array) => Uint8Array;
const CODINGS: [name: string, encode: Coder, decode: Coder][] = [
  ["gzip", gzipSync, gunzipSync],
  ["br", brotliCompressSync, brotliDecompressSync],
  ["zstd", zstdCompressSync, zstdDecompressSync],
  ["deflate", deflateSync, inflateSync],
  ["X-GZip", gzipSync, gunzipSync],
];

const encoders = new Map(CODINGS.map(([name, encode]) => [name, encode]));
const bytesOf = (coding: string | null): Uint8Array<ArrayBuffer> => {
  const encode = encoders.get(coding ?? "");
  return Uint8Array.from(encode ? encode(Buffer.from(TEXT)) : Buffer.from(TEXT));
};

/** `?coding` of its body; in chunks below `/chunks`, a part below `/part`. */
function answerUpstream(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url);
  const coding = searchParams.get("coding");
  const bytes = bytesOf(coding);
  const headers = new Headers({
    "content-type": searchParams.get("type") ?? "application/octet-stream",
    etag: '"strong"',
    "accept-ranges": "bytes",
    connection: "keep-alive, x-of-connection",
    "x-of-connection": "1",
    "keep-alive": "timeout=5",
    "x-own": "kept",
  });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  if (coding !== null) headers.set("content-encoding", coding);
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (pathname === "/part" && from !== undefined) {
    headers.set("content-range", `bytes ${from}-${to}/${bytes.byteLength}`);
    return new Response(bytes.slice(Number(from), Number(to) + 1), { status: 206, headers });
  }
  if (pathname === "/unchanged") return new Response(null, { status: 304, headers });
  return new Response(pathname === "/chunks" ? inChunks(bytes) : bytes, { headers });
}

/** The first one has less than a decoder needs. */
function inChunks(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const chunks = [bytes.subarray(0, 2), bytes.subarray(2, 30), bytes.subarray(30)];
  return new ReadableStream({
    async pull(controller) {
      await Bun.sleep(2);
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
}

let upstream: Bun.Server<undefined>;
beforeAll(() => {
  upstream = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answerUpstream });
});
afterAll(() => upstream.stop(true));

/** Where user code hands on a response. */
const PLACES = ["/api/upstream?", "/companions/upstream?", "/companions/upstream?transform&", "/handed-on?"];

describeModes("contract", (app) => {
  const ask = (
    place: string,
    how: string,
    target: string,
    headers: Record<string, string> = {},
    method = "GET",
  ) =>
    sendRaw(
      app,
      rawRequest(
        method,
        `${place}how=${how}&url=${encodeURIComponent(new URL(target, upstream.url).href)}`,
        headers,
      ),
      { head: method === "HEAD" },
    );

  describe.each(PLACES)("a fetched response in %s", (place) => {
    test.each(CODINGS)("in %s is sent without a coding that its body is not in", async (coding) => {
      for (const path of ["whole", "chunks"]) {
        for (const how of ["direct", "wrapped", "headers"]) {
          const response = await ask(place, how, `/${path}?coding=${coding}`);
          expect([response.status, rawHeader(response, "content-encoding")]).toEqual([200, undefined]);
          expect(rawText(response), `${path} ${how}`).toBe(TEXT);
          expect(rawHeader(response, "etag")).toBe('W/"strong"');
          expect(rawHeader(response, "accept-ranges")).toBeUndefined();
          expect(rawHeader(response, "x-own")).toBe("kept");
        }
      }
    });

    test.each(CODINGS)("in %s that was not decoded is sent as it is", async (coding, _encode, decode) => {
      for (const path of ["whole", "chunks"]) {
        const response = await ask(place, "raw", `/${path}?coding=${coding}`);
        expect(rawHeader(response, "content-encoding")).toBe(coding);
        expect(Buffer.from(decode(response.body)).toString(), path).toBe(TEXT);
        expect(rawHeader(response, "etag")).toBe('"strong"');
      }
    });

    test("is compressed anew for a client that asks for it", async () => {
      const target = "/whole?coding=br&type=text/plain";
      const response = await ask(place, "direct", target, { "Accept-Encoding": "gzip" });
      expect(rawHeader(response, "content-encoding")).toBe("gzip");
      expect(gunzipSync(response.body).toString()).toBe(TEXT);
    });

    test("without a coding keeps its length and its cookies, and loses what was about its connection", async () => {
      const response = await ask(place, "direct", "/whole");
      expect(rawHeader(response, "content-length")).toBe(String(TEXT.length));
      expect(rawText(response)).toBe(TEXT);
      const cookies = response.headers.filter(([name]) => name.toLowerCase() === "set-cookie");
      expect(cookies.map(([, value]) => value)).toEqual(["a=1", "b=2"]);
      expect(rawHeader(response, "x-of-connection")).toBeUndefined();
      // Node and Bun may say something of their own connection.
      expect(rawHeader(response, "connection") ?? "").not.toContain("x-of-connection");
    });
  });

  test("a HEAD has the headers of the GET", async () => {
    for (const how of ["direct", "wrapped", "by-method"]) {
      const response = await ask("/api/upstream?", how, "/whole?coding=gzip", {}, "HEAD");
      const names = ["content-encoding", "etag", "x-own"];
      const expected = [undefined, 'W/"strong"', "kept"];
      expect(
        names.map((name) => rawHeader(response, name)),
        how,
      ).toEqual(expected);
    }
  });

  test("a part that was not decoded is passed on", async () => {
    for (const coding of ["", "?coding=gzip"]) {
      const response = await ask("/api/upstream?", "raw", `/part${coding}`, { Range: "bytes=5-14" });
      expect([response.status, response.body.byteLength]).toEqual([206, 10]);
      expect(rawHeader(response, "content-range")).toMatch(/^bytes 5-14\//);
      expect(Buffer.from(response.body)).toEqual(
        Buffer.from(bytesOf(coding === "" ? null : "gzip").subarray(5, 15)),
      );
    }
  });

  test("a part that is all there is, and was decoded, is the whole", async () => {
    const all = bytesOf("gzip").byteLength - 1;
    const response = await ask("/api/upstream?", "direct", "/part?coding=gzip", { Range: `bytes=0-${all}` });
    expect([response.status, rawHeader(response, "content-range")]).toEqual([200, undefined]);
    expect(rawText(response)).toBe(TEXT);
  });

  test("a 304 names no coding", async () => {
    const response = await ask("/api/upstream?", "direct", "/unchanged?coding=gzip");
    expect([response.status, rawHeader(response, "content-encoding")]).toEqual([304, undefined]);
    expect(rawHeader(response, "etag")).toBe('W/"strong"');
  });
});
