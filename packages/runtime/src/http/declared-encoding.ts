/** Bytes after which it is clear that a decoder makes nothing of them. */
const ENOUGH = 4096;
/** Bytes that are decoded at most, of whatever size the whole would be. */
const MOST_DECODED = 1024 * 1024;
/** Bytes of which text can be told from compressed data. */
const TELLING = 16;

/** What the beginning of a body is: in the coding that its header names, or not, or too short to say. */
export type EncodingCheck = "encoded" | "plain" | "unclear";

const zlib = () => process.getBuiltinModule("node:zlib");

/**
 * Whether a body is in the coding that its `Content-Encoding` says. `fetch` decodes a body and leaves the header, and a
 * `Response` does not tell whether that has happened; its bytes do.
 *
 * @param coding lower case
 * @param isWhole whether nothing follows; the result is then never `unclear`
 * @returns `encoded`, too, for codings that `fetch` does not decode
 */
export function checkEncoding(
  coding: string,
  start: Uint8Array<ArrayBuffer>,
  isWhole: boolean,
): EncodingCheck {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return checkMagic(start, isWhole, isGzip);
    case "zstd":
      return checkMagic(start, isWhole, isZstd);
    case "br":
    case "deflate":
      return checkByDecoding(coding, start, isWhole);
    default:
      return "encoded";
  }
}

function checkMagic(
  start: Uint8Array,
  isWhole: boolean,
  matches: (start: Uint8Array) => boolean,
): EncodingCheck {
  if (start.byteLength < 4 && !isWhole) return "unclear";
  return matches(start) ? "encoded" : "plain";
}

/** RFC 1952 §2.3.1 */
function isGzip([first, second, method]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b && method === 8;
}

/** A frame, or one to skip (RFC 8878 §3.1). */
function isZstd([first = 0, second, third, fourth]: Uint8Array): boolean {
  if (first === 0x28) return second === 0xb5 && third === 0x2f && fourth === 0xfd;
  return first >> 4 === 5 && second === 0x2a && third === 0x4d && fourth === 0x18;
}

/**
 * Brotli has no first bytes of its own. But no compressed data is text, and of other bytes a decoder soon makes either
 * an error or output.
 */
function checkByDecoding(
  coding: "br" | "deflate",
  start: Uint8Array<ArrayBuffer>,
  isWhole: boolean,
): EncodingCheck {
  if (start.byteLength < TELLING && !isWhole) return "unclear";
  if (isText(start)) return "plain";
  const length = decodedLength(coding, start.subarray(0, ENOUGH));
  if (length === undefined) return "plain";
  if (length > 0) return "encoded";
  return isWhole || start.byteLength >= ENOUGH ? "plain" : "unclear";
}

/** UTF-8 without control characters, but for those that text has; its last character may be cut off. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
  } catch {
    return false;
  }
}

/** Bytes that a decoder makes of the beginning of a body; `undefined` if it cannot be one. */
function decodedLength(coding: "br" | "deflate", start: Uint8Array): number | undefined {
  const { brotliDecompressSync, constants, inflateRawSync, inflateSync } = zlib();
  if (coding === "br") {
    const options = { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: MOST_DECODED };
    return lengthOf(() => brotliDecompressSync(start, options));
  }
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_DECODED };
  // Some servers leave out the header that the coding has (RFC 9110 §8.4.1.2).
  return lengthOf(() => inflateSync(start, options)) ?? lengthOf(() => inflateRawSync(start, options));
}

function lengthOf(decode: () => Uint8Array): number | undefined {
  try {
    return decode().byteLength;
  } catch (error) {
    const isLong = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isLong ? MOST_DECODED : undefined;
  }
}
