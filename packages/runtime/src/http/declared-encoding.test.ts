import { createHash } from "node:crypto";
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkEncoding } from "./declared-encoding.ts";

const bytes = (data: string | Uint8Array) => Uint8Array.from(Buffer.from(data as Uint8Array));
const brotli = (quality: number) => (data: Uint8Array) =>
  brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

const CODINGS: [coding: string, encode: (data: Uint8Array) => Uint8Array][] = [
  ["gzip", gzipSync],
  ["x-gzip", gzipSync],
  ["zstd", zstdCompressSync],
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
  ["br", brotli(0)],
  ["br", brotli(5)],
  ["br", brotli(11)],
];

/** The same in each run: one in fifteen pieces of noise begins as brotli's raw data does, and is taken for it. */
const noise = bytes(
  Buffer.concat(Array.from({ length: 625 }, (_, index) => createHash("sha256").update(`${index}`).digest())),
);
const TEXT = "Some text, as long as texts are. ".repeat(500);
const CONTENTS = {
  text: bytes(TEXT),
  short: bytes("ok"),
  noise,
  zeros: new Uint8Array(3_000_000),
};

/** The check as a reader makes it: more and more of the body. */
function checkInChunks(coding: string, body: Uint8Array<ArrayBuffer>, size: number): string {
  for (let end = size; end < body.byteLength; end += size) {
    const check = checkEncoding(coding, body.subarray(0, end), false);
    if (check !== "unclear") return check;
  }
  return checkEncoding(coding, body, true);
}

describe.each(CODINGS)("%s", (coding, encode) => {
  test.each(Object.entries(CONTENTS))("of %s is told from what is not in it", (_name, content) => {
    const encoded = bytes(encode(content));
    for (const size of [1, 7, 100, 5000, 1e9]) {
      expect(checkInChunks(coding, encoded, size), `in chunks of ${size}`).toBe("encoded");
      expect(checkInChunks(coding, content, size), `plain, in chunks of ${size}`).toBe("plain");
    }
  });

  test("is not what texts are that decoders take for it at first", () => {
    const starts = [
      "let SOURCEMAP = 1;",
      "/**\n * Determines",
      "l Bun",
      "3 Dev",
      "; nev",
      "x^2 + 1",
      "{",
      "[]",
      "<p>",
      "0",
      "",
    ];
    for (const start of starts) {
      expect(checkInChunks(coding, bytes(start + TEXT), 1000), start).toBe("plain");
      expect(checkInChunks(coding, bytes(start), 1000), start).toBe("plain");
    }
  });

  test("is not what begins like other files", () => {
    for (const start of [
      "\0asm\x01\0\0\0",
      "\x89PNG\r\n\x1a\n",
      "\0\x01\0\0",
      "wOF2",
      "PK\x03\x04",
      "%PDF-1.7\n%\xe2\xe3",
    ]) {
      const file = Uint8Array.from([...Buffer.from(start, "latin1"), ...noise]);
      expect(checkInChunks(coding, file, 1000), start).toBe("plain");
    }
  });
});

test("codings that fetch does not decode are believed", () => {
  for (const coding of ["identity", "compress", "gzip, br", ""]) {
    expect(checkEncoding(coding, bytes("text"), true)).toBe("encoded");
  }
});
