/** If a decoder makes no output of so many bytes, they are not encoded. */
const MAX_CHECKED_BYTES = 4096;
/** The largest decoded output, whatever the size of the whole body. */
const MAX_DECODED_BYTES = 1024 * 1024;
/** So many bytes are enough to distinguish text from compressed data. */
const MIN_CHECKED_BYTES = 16;

/** Whether the start of a body is encoded as its header says, is not, or is too short to decide. */
export type EncodingCheck = "encoded" | "plain" | "unclear";

const zlib = () => process.getBuiltinModule("node:zlib");

/**
 * Whether a body is encoded as its `Content-Encoding` says. `fetch` decodes a body and keeps the header, and a `Response` has
 * no property that shows it, so the bytes are checked.
 *
 * @param coding lower case
 * @param isWhole whether `start` is the whole body; the result is then never `unclear`
 * @returns `encoded` also for codings that `fetch` does not decode
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

/** A frame or a skippable frame (RFC 8878 §3.1). */
function isZstd([first = 0, second, third, fourth]: Uint8Array): boolean {
  if (first === 0x28) return second === 0xb5 && third === 0x2f && fourth === 0xfd;
  return first >> 4 === 5 && second === 0x2a && third === 0x4d && fourth === 0x18;
}

/**
 * Brotli has no magic number. But compressed data is never text, and for other bytes a decoder soon has either an error or
 * output. Bytes that are noise from the first one on, which servers hardly compress, may be mistaken for brotli's raw data.
 */
function checkByDecoding(
  coding: "br" | "deflate",
  start: Uint8Array<ArrayBuffer>,
  isWhole: boolean,
): EncodingCheck {
  if (start.byteLength < MIN_CHECKED_BYTES && !isWhole) return "unclear";
  if (isText(start)) return "plain";
  const length = decodedLength(coding, start.subarray(0, MAX_CHECKED_BYTES));
  if (length === undefined) return "plain";
  if (length > 0) return "encoded";
  return isWhole || start.byteLength >= MAX_CHECKED_BYTES ? "plain" : "unclear";
}

/** Whether bytes are UTF-8 without control characters other than white space and escape; the last character may be incomplete. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
  } catch {
    return false;
  }
}

/** How many bytes a decoder makes of the start of a body; `undefined` if it cannot decode it. */
function decodedLength(coding: "br" | "deflate", start: Uint8Array): number | undefined {
  const { brotliDecompressSync, constants, inflateRawSync, inflateSync } = zlib();
  if (coding === "br") {
    const options = { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: MAX_DECODED_BYTES };
    return lengthOf(() => brotliDecompressSync(start, options));
  }
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_DECODED_BYTES };
  // Some servers send "deflate" without the zlib header (RFC 9110 §8.4.1.2).
  return lengthOf(() => inflateSync(start, options)) ?? lengthOf(() => inflateRawSync(start, options));
}

function lengthOf(decode: () => Uint8Array): number | undefined {
  try {
    return decode().byteLength;
  } catch (error) {
    const isLong = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isLong ? MAX_DECODED_BYTES : undefined;
  }
}
