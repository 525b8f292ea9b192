import { type BodyStart, readStart, toBytes } from "./body-start.ts";
import { ChunkCompressor, compressBytes, FAST_ENCODINGS } from "./compress.ts";
import { weakTag } from "./conditional.ts";
import { chooseEncoding, type Encoding } from "./encoding.ts";
import { addVary } from "./headers.ts";
import { isCompressible } from "./media-type.ts";

/** Smaller bodies fit into one packet without compression. */
export const MIN_COMPRESSED_BYTES = 1024;

/** What is known of the body of a response. */
export interface BodyFacts {
  /** Bytes, if it is complete. */
  bytes?: number;
  isStreamed?: boolean;
}

/**
 * Compresses a response that was generated for this request: HTML, JSON, text, SVG. Not compressed are responses to clients
 * without `Accept-Encoding`, event streams, bodies that are already compressed, partial content, and responses with
 * `no-transform` (RFC 9110 §7.7).
 *
 * For a HEAD, call it as for a GET, with the body: the headers must be the same.
 *
 * @param facts is told what the body turned out to be
 */
export function compressResponse(
  request: Request,
  response: Response,
  facts?: BodyFacts,
): Response | Promise<Response> {
  const accepted = request.headers.get("accept-encoding");
  if (accepted === null || !isTransformable(response)) return response;
  const encoding = chooseEncoding(accepted, FAST_ENCODINGS);
  const { body } = response;
  if (encoding === undefined || body === null) return withVary(response);
  return compressBody(response, body, encoding, { isHead: request.method === "HEAD", facts });
}

const DESCRIBES_BYTES = ["accept-ranges", "content-range", "content-md5", "content-digest", "repr-digest"];

/** Whether this response may be compressed for a client that accepts it. */
function isTransformable({ status, headers }: Response): boolean {
  return status >= 200 && status !== 204 && status !== 206 && status !== 304 && allowsCompression(headers);
}

/** Whether a complete response with these headers may be compressed for a client that accepts it. */
export function allowsCompression(headers: Headers): boolean {
  const type = headers.get("content-type");
  if (type === null || !isCompressible(type) || headers.has("content-encoding")) return false;
  if (headers.get("cache-control")?.includes("no-transform")) return false;
  // Digests and ranges refer to the bytes as they are (RFC 9530 §2, §3). Files have variants from the build instead.
  return DESCRIBES_BYTES.every((name) => !headers.has(name));
}

async function compressBody(
  response: Response,
  body: ReadableStream<Uint8Array>,
  encoding: Encoding,
  { isHead, facts }: { isHead: boolean; facts: BodyFacts | undefined },
): Promise<Response> {
  const { status, statusText, headers } = withVary(response);
  const start = await readStart(body);
  const isSmall = "whole" in start && start.whole.byteLength < MIN_COMPRESSED_BYTES;
  if (!isSmall) markEncoded(headers, encoding);
  const init = { status, statusText, headers };
  if (facts) facts.isStreamed = !("whole" in start);
  if ("whole" in start) {
    const bytes = isSmall ? start.whole : await compressBytes(start.whole, encoding);
    if (facts) facts.bytes = bytes.byteLength;
    return new Response(bytes, init);
  }
  return new Response(isHead ? uncompressed(start) : compressedStream(start, encoding), init);
}

/** Changes the response in place: in Bun, the headers of every `Response` are mutable, also those of a fetched one. */
function withVary(response: Response): Response {
  addVary(response.headers, "Accept-Encoding");
  return response;
}

/**
 * Changes the headers that depend on the bytes. A strong ETag promises equal bytes, so it becomes a weak one, which still
 * works for `If-None-Match` (RFC 9110 §8.8.1, §13.1.2).
 */
function markEncoded(headers: Headers, encoding: Encoding): void {
  headers.set("content-encoding", encoding);
  headers.delete("content-length");
  const etag = headers.get("etag");
  if (etag !== null) headers.set("etag", weakTag(etag));
}

type StreamStart = Exclude<BodyStart, { whole: unknown }>;

/** The body of a response to HEAD, which is cancelled and never read. */
function uncompressed({ reader }: StreamStart): ReadableStream<Uint8Array> {
  return new ReadableStream({ cancel: (reason) => reader.cancel(reason) });
}

/** An error of the source becomes an error of the result, so that a client does not take a truncated body for complete. */
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

/** Reads until there are bytes to send: a stream whose `pull` enqueues nothing is not pulled again. */
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
