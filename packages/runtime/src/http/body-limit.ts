import { HttpError } from "../control.ts";

/** Requests whose body turned out to be too large while it was read. */
const exceeded = new WeakSet<Request>();

/**
 * Enforces a body limit. A body with a `Content-Length` is judged by it at once: the server takes no more bytes than
 * that (RFC 9112 §6.2), so nothing has to be counted. A body without one is counted as it is read.
 *
 * @param limit bytes
 * @returns the same request, or, for a body without a length, a copy whose body fails with an `HttpError` 413
 *   when the limit is passed; ask `server.requestIP` and the like about the original
 * @throws {HttpError} 413 if `Content-Length` is above the limit
 */
export function limitBody(request: Request, limit: number): Request {
  const { method } = request;
  if (method === "GET" || method === "HEAD") return request;
  const length = declaredLength(request.headers.get("content-length"));
  if (length === undefined) return request.body === null ? request : countedBody(request, limit);
  if (length > limit) throw tooLarge(limit);
  return request;
}

/**
 * Whether the limit was passed while the body of this request, as `limitBody` returned it, was read. The answer is
 * then a 413, even if the handler swallowed the failure and made another one.
 */
export function exceededBodyLimit(request: Request): boolean {
  return exceeded.has(request);
}

/** What a handler's failure comes to: a body that was too large is the reason, whatever it led to. */
export function bodyFailure(request: Request, error: unknown): unknown {
  return exceededBodyLimit(request) ? bodyTooLarge() : error;
}

export function bodyTooLarge(): HttpError {
  return new HttpError(413, "The request body is larger than what is allowed here.");
}

/** Equal lines are one field with commas (RFC 9110 §8.6); the server refuses different ones. */
function declaredLength(header: string | null): number | undefined {
  if (header === null) return undefined;
  const length = /^(\d+)(?:, \1)*$/.exec(header)?.[1];
  return length === undefined ? undefined : Number(length);
}

/** Reads nothing until it is read, and then one chunk at a time, so that a slow reader slows the client down. */
function countedBody(request: Request, limit: number): Request {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let left = limit;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= request.body?.getReader();
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return controller.close();
        left -= value.byteLength;
        if (left >= 0) return controller.enqueue(value);
        exceeded.add(counted);
        const error = tooLarge(limit);
        controller.error(error);
        await reader?.cancel(error);
      },
      cancel: (reason) => reader?.cancel(reason) ?? request.body?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const counted = new Request(request, { body, duplex: "half" } as RequestInit);
  return counted;
}

function tooLarge(limit: number): HttpError {
  return new HttpError(
    413,
    `The request body is larger than the ${describeBytes(limit)} that are allowed here.`,
  );
}

function describeBytes(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 1 ? `${Number(megabytes.toFixed(1))} MB` : `${bytes} bytes`;
}
