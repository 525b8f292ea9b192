import { type BodyStart, readStart, toBytes } from "./body-start.ts";
import { ChunkCompressor, compressBytes, FAST_ENCODINGS } from "./compress.ts";
import { chooseEncoding, type Encoding } from "./encoding.ts";
import { addVary } from "./headers.ts";
import { isCompressible } from "./media-type.ts";

/** Bytes below which an answer fits into one packet anyway. */
export const MIN_COMPRESSED_BYTES = 1024;

/**
 * Compresses an answer that was made for this request: HTML, JSON, text, SVG. Left as they are: what a client without
 * `Accept-Encoding` gets, event streams, what is compressed already, parts of something, and whatever says
 * `no-transform` (RFC 9110 §7.7).
 *
 * Call it for a HEAD as for a GET, with the body in place: the headers are to be the same.
 */
export function compressResponse(request: Request, response: Response): Response | Promise<Response> {
  const accepted = request.headers.get("accept-encoding");
  if (accepted === null || !isTransformable(response)) return response;
  const encoding = chooseEncoding(accepted, FAST_ENCODINGS);
  const { body } = response;
  if (encoding === undefined || body === null) return withVary(response);
  return compressBody(response, body, encoding, request.method === "HEAD");
}

const DESCRIBES_BYTES = ["accept-ranges", "content-range", "content-digest", "repr-digest"];

/** Whether another client might get this answer compressed. */
function isTransformable({ status, headers }: Response): boolean {
  if (status === 204 || status === 206 || status === 304 || status < 200) return false;
  const type = headers.get("content-type");
  if (type === null || !isCompressible(type) || headers.has("content-encoding")) return false;
  if (headers.get("cache-control")?.includes("no-transform")) return false;
  // A digest of the bytes as they are would be wrong for other bytes (RFC 9530 §2, §3), and so would be their ranges:
  // files have their variants from the build.
  return DESCRIBES_BYTES.every((name) => !headers.has(name));
}

async function compressBody(
  response: Response,
  body: ReadableStream<Uint8Array>,
  encoding: Encoding,
  isHead: boolean,
): Promise<Response> {
  const { status, statusText, headers } = withVary(response);
  const start = await readStart(body);
  const isSmall = "whole" in start && start.whole.byteLength < MIN_COMPRESSED_BYTES;
  if (!isSmall) markEncoded(headers, encoding);
  const init = { status, statusText, headers };
  if ("whole" in start)
    return new Response(isSmall ? start.whole : compressBytes(start.whole, encoding), init);
  return new Response(isHead ? uncompressed(start) : compressedStream(start, encoding), init);
}

/** In place: on Bun, the headers of every `Response` can be changed, those of a fetched one, too. */
function withVary(response: Response): Response {
  addVary(response.headers, "Accept-Encoding");
  return response;
}

/**
 * What changes with the bytes. A strong ETag promises the same bytes, so it becomes a weak one, which still answers
 * `If-None-Match` (RFC 9110 §8.8.1, §13.1.2).
 */
function markEncoded(headers: Headers, encoding: Encoding): void {
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  const etag = headers.get("etag");
  if (etag?.startsWith('"')) headers.set("etag", `W/${etag}`);
}

type StreamStart = Exclude<BodyStart, { whole: unknown }>;

/** Nobody reads the body of a HEAD; whoever sends the answer cancels it. */
function uncompressed({ reader }: StreamStart): ReadableStream<Uint8Array> {
  return new ReadableStream({ cancel: (reason) => reader.cancel(reason) });
}

/** A broken source breaks the result, too, so that nobody takes it for whole. */
function compressedStream(start: StreamStart, encoding: Encoding): ReadableStream<Uint8Array> {
  const compressor = new ChunkCompressor(encoding);
  const chunks = chunksOf(start);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { bytes, isLast } = await nextOutput(chunks, compressor);
        if (bytes.byteLength > 0) controller.enqueue(bytes);
        if (!isLast) return;
        controller.close();
        compressor.close();
      } catch (error) {
        compressor.close();
        throw error;
      }
    },
    cancel(reason) {
      compressor.close();
      return start.reader.cancel(reason);
    },
  });
}

async function* chunksOf({ reads, reader }: StreamStart): AsyncGenerator<Uint8Array, undefined> {
  for (const read of reads) {
    const { done, value } = await read;
    if (done) return;
    yield toBytes(value);
  }
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield toBytes(read.value);
}

/** Goes on until there is something to send: a stream that is given nothing is not asked again. */
async function nextOutput(
  chunks: AsyncGenerator<Uint8Array, undefined>,
  compressor: ChunkCompressor,
): Promise<{ bytes: Uint8Array; isLast: boolean }> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return { bytes: await compressor.end(), isLast: true };
    const bytes = await compressor.write(value);
    if (bytes.byteLength > 0) return { bytes, isLast: false };
  }
}
