import { joined, toBytes } from "./body-start.ts";
import { weakTag } from "./conditional.ts";
import { checkEncoding } from "./declared-encoding.ts";
import { removeConnectionHeaders } from "./headers.ts";

/** Headers that describe the encoded bytes (RFC 9110 §8.4, §14.3; RFC 9530 §2, §3). */
const OF_CODED_BYTES = [
  "content-encoding",
  "content-length",
  "accept-ranges",
  "content-md5",
  "content-digest",
  "repr-digest",
];

/** Codings that Bun's `fetch` decodes. */
const DECODED = new Set(["gzip", "x-gzip", "deflate", "br", "zstd"]);

/**
 * Prepares a response that may come from `fetch` to be sent by this server: removes the headers about the connection to the
 * other server (RFC 9110 §7.6.1), and a `Content-Encoding` that does not apply, because `fetch` decodes a body and keeps its
 * headers.
 */
export function normalizeFetched(response: Response): Response | Promise<Response> {
  const { headers } = response;
  // Only responses from `fetch` have a URL.
  const isFetched = response.url !== "";
  if (isFetched) removeConnectionHeaders(headers);
  const coding = headers.get("content-encoding")?.trim().toLowerCase();
  if (coding === undefined || !DECODED.has(coding)) return response;
  if (response.body === null) {
    // For a HEAD or a 304, the headers are those that a GET would have.
    if (isFetched) describeDecoded(headers);
    return response;
  }
  return isPart(response) ? response : checked(response, response.body, coding);
}

/** A part from the middle of a body cannot be checked; `fetch` cannot decode it either. */
function isPart({ status, headers }: Response): boolean {
  return status === 206 && !/^bytes 0-/.test(headers.get("content-range") ?? "");
}

async function checked(
  response: Response,
  body: ReadableStream<Uint8Array>,
  coding: string,
): Promise<Response> {
  const reader: Reader = body.getReader();
  let start: Uint8Array<ArrayBuffer> = new Uint8Array();
  let isWhole = false;
  let check = checkEncoding(coding, start, isWhole);
  while (check === "unclear") {
    const { done, value } = await reader.read();
    isWhole = done;
    if (value !== undefined)
      start = start.byteLength === 0 ? toBytes(value) : joined([start, toBytes(value)]);
    check = checkEncoding(coding, start, isWhole);
  }
  const { statusText, headers } = response;
  if (check === "plain") describeDecoded(headers);
  // The range counts encoded bytes (RFC 9110 §14.4), so it does not apply to the decoded body.
  const isWholeAgain = check === "plain" && response.status === 206;
  if (isWholeAgain) headers.delete("content-range");
  const status = isWholeAgain ? 200 : response.status;
  return new Response(isWhole ? start : continued(start, reader), { status, statusText, headers });
}

type Reader = ReadableStreamDefaultReader<Uint8Array | string>;

/** Removes what describes the encoded bytes. A strong ETag stands for exactly these bytes (RFC 9110 §8.8.1). */
function describeDecoded(headers: Headers): void {
  for (const name of OF_CODED_BYTES) headers.delete(name);
  const etag = headers.get("etag");
  if (etag !== null) headers.set("etag", weakTag(etag));
}

function continued(start: Uint8Array, reader: Reader): ReadableStream<Uint8Array> {
  let first: Uint8Array | undefined = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (first) {
          controller.enqueue(first);
          first = undefined;
          return;
        }
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(toBytes(value));
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
