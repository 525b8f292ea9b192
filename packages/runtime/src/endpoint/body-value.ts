import { errors } from "../diagnostics/errors.ts";
import { HttpError } from "../diagnostics/http-errors.ts";
import { toBytes } from "../http/body-start.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";

const BYTES = "application/octet-stream";

/** How a body is read: whole, or as it comes. */
export type BodyKind = "blob" | "bytes" | "stream";

/**
 * The response for a value that is a body. Without a type of its own it is `application/octet-stream`.
 *
 * @param kind what `bodyKind` says of it
 * @param file the endpoint, for messages
 * @throws {HttpError} 404 for a `Bun.file` that is not there
 * @throws {BunsenError} NOT_A_RESPONSE if the first value of an async iterable is neither text nor bytes
 */
export function bodyResponse(value: object, kind: BodyKind, file: string): Response | Promise<Response> {
  switch (kind) {
    case "blob":
      return blobResponse(value as Blob);
    case "bytes":
      return bytesResponse(value as ArrayBuffer | Uint8Array<ArrayBuffer>);
    case "stream":
      return value instanceof ReadableStream
        ? bytesResponse(value)
        : iterableResponse(value as AsyncIterable<unknown>, file);
  }
}

/**
 * What kind of body a value is: a `Blob` or `Bun.file`, a stream or an async iterable of texts or bytes, an `ArrayBuffer` or a view
 * of one. `undefined` for a value that is sent as JSON.
 */
export function bodyKind(value: object): BodyKind | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Most values are plain, and each question costs.
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    if (value instanceof Blob) return "blob";
    if (value instanceof ReadableStream) return "stream";
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return "bytes";
  }
  return isAsyncIterable(value) ? "stream" : undefined;
}

function bytesResponse(body: BodyInit): Response {
  return new Response(body, { headers: headersOf(BYTES) });
}

function headersOf(type: string): Record<string, string> {
  return { "content-type": type, "cache-control": "no-store", ...SECURITY_HEADERS };
}

function blobResponse(blob: Blob): Response | Promise<Response> {
  const headers = headersOf(blob.type || BYTES);
  if (!isFile(blob)) return new Response(blob, { headers });
  // Where there is none, Bun adds the file's name to a GET, and not to a HEAD.
  headers["content-disposition"] = "inline";
  return fileResponse(blob, headers);
}

async function fileResponse(file: Bun.BunFile, headers: Record<string, string>): Promise<Response> {
  if (!(await file.exists())) throw new HttpError(404, "Not Found");
  return new Response(file, { headers });
}

/** A `Bun.file`: a `Blob` that is in memory has no name, a `File` was given one. */
function isFile(blob: Blob): blob is Bun.BunFile {
  return !(blob instanceof File) && "name" in blob && blob.name !== undefined;
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === "function";
}

/** Waits for the first chunk, so that an iterable that fails before it is still an error response. */
async function iterableResponse(iterable: AsyncIterable<unknown>, file: string): Promise<Response> {
  const iterator = iterable[Symbol.asyncIterator]();
  const first = await iterator.next();
  return bytesResponse(streamOf(iterator, first, file));
}

/** One chunk at a time, on demand; the iterator ends if the client leaves. */
function streamOf(
  iterator: AsyncIterator<unknown>,
  first: IteratorResult<unknown>,
  file: string,
): ReadableStream<Uint8Array> {
  let begun: IteratorResult<unknown> | undefined = first.done
    ? first
    : { value: chunkBytes(first.value, file) };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = begun ?? (await iterator.next());
        begun = undefined;
        if (done) controller.close();
        else controller.enqueue(chunkBytes(value, file));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function chunkBytes(chunk: unknown, file: string): Uint8Array<ArrayBuffer> {
  if (typeof chunk === "string" || chunk instanceof Uint8Array) return toBytes(chunk);
  throw errors.notAResponse(file, "an async iterable whose values are not strings or Uint8Arrays");
}
