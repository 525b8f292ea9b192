import { HttpError } from "../diagnostics/http-errors.ts";
import { toBytes } from "../http/body-start.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";

const BYTES = "application/octet-stream";

/**
 * The response for a value that is a body: a `Blob`, a `Bun.file`, a stream, an async iterable of texts or bytes, an
 * `ArrayBuffer` or a view of one. Without a type of its own it is `application/octet-stream`.
 *
 * @returns `undefined` for any other value
 * @throws {HttpError} 404 for a `Bun.file` that is not there
 */
export function bodyResponse(value: object): Response | Promise<Response> | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Most values are plain, and each question costs.
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    if (value instanceof Blob) return blobResponse(value);
    if (value instanceof ReadableStream || value instanceof ArrayBuffer) return bytesResponse(value);
    if (ArrayBuffer.isView(value)) return bytesResponse(value as Uint8Array<ArrayBuffer>);
  }
  return isAsyncIterable(value) ? bytesResponse(streamOf(value)) : undefined;
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

function isAsyncIterable(value: object): value is AsyncIterable<string | Uint8Array> {
  return Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === "function";
}

/** One piece at a time, as they are asked for; the iterable is told if nobody reads on. */
function streamOf(iterable: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = iterable[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(toBytes(value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
