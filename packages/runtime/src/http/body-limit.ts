import { HttpError } from "../diagnostics/http-errors.ts";
import { withUrl } from "./request-url.ts";

/** Requests whose body could not be read to its end, and why. */
const faults = new WeakMap<Request, HttpError>();

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
  const length = bodyLength(request);
  if (length === "unknown") return countedBody(request, { limit });
  if (length > limit) throw tooLarge(limit);
  return request;
}

/** A request whose body may be read before it is known how long it may be. */
export interface GuardedRequest {
  /** A copy: reading its body fails beyond the limit of that moment. */
  request: Request;
  /**
   * Sets another limit, in bytes.
   *
   * @throws {HttpError} 413 if `Content-Length` is above it
   */
  allow(limit: number): void;
}

/**
 * The same limit for whoever reads the body now, while another one may be set later.
 *
 * @param limit bytes
 * @returns `undefined` where there is nothing to guard: no body, or one that says it is within the limit
 */
export function guardBody(request: Request, limit: number): GuardedRequest | undefined {
  const length = bodyLength(request);
  if (length !== "unknown" && length <= limit) return undefined;
  const allowance = { limit };
  return {
    request: countedBody(request, allowance),
    allow(next) {
      if (length !== "unknown" && length > next) throw tooLarge(next);
      allowance.limit = next;
    },
  };
}

/**
 * Why the body of this request, as `limitBody` or `guardBody` returned it, could not be read to its end; `undefined` if
 * nothing was wrong so far. That is the response, even if the handler swallowed the failure and made another one.
 */
export function bodyFault(request: Request): HttpError | undefined {
  return faults.get(request);
}

/** Bytes; 0 if there is no body. */
type BodyLength = number | "unknown";

function bodyLength(request: Request): BodyLength {
  const { method } = request;
  if (method === "GET" || method === "HEAD") return 0;
  return declaredLength(request.headers.get("content-length")) ?? (request.body === null ? 0 : "unknown");
}

/** Equal lines are one field with commas (RFC 9110 §8.6); the server refuses different ones. */
function declaredLength(header: string | null): number | undefined {
  if (header === null) return undefined;
  const length = /^(\d+)(?:, \1)*$/.exec(header)?.[1];
  return length === undefined ? undefined : Number(length);
}

/**
 * Reads nothing until it is read, and then one chunk at a time, so that a slow reader slows the client down.
 *
 * A length that is too large does not fail it at once: Bun reads the beginning when middleware makes a `Request` of this
 * one, which may lead to a route that takes more.
 */
function countedBody(request: Request, allowance: { limit: number }): Request {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= request.body?.getReader();
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return controller.close();
        taken += value.byteLength;
        if (taken <= allowance.limit) return controller.enqueue(value);
        const error = tooLarge(allowance.limit);
        faults.set(counted, error);
        controller.error(error);
        await reader?.cancel(error);
      },
      cancel: (reason) => reader?.cancel(reason) ?? request.body?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const counted = withUrl(new Request(request, { body, duplex: "half" } as RequestInit), request.url);
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
