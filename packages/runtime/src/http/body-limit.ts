import { HttpError } from "../diagnostics/http-errors.ts";
import { withDeadline } from "../util/deadline.ts";
import { withUrl } from "./request-url.ts";

/** Requests whose body could not be read to its end, and why. */
const faults = new WeakMap<Request, HttpError>();

/** Copies of requests whose bodies are checked while they arrive. */
const watched = new WeakSet<Request>();

/**
 * Bytes up to which a body is not checked while it arrives: that would cost a small request more than everything else. The
 * whole body must arrive within the same number of seconds, see `inBodyTime`.
 */
const SMALL_BODY = 32_768;

/** The largest body, and how long the client may send nothing in the middle of it. */
interface Allowance {
  /** Bytes. */
  limit: number;
  /** Seconds. */
  readonly silence: number;
}

/**
 * Limits the body of a request. A body with a `Content-Length` is checked immediately, because the server reads no more bytes
 * than that (RFC 9112 §6.2). A body without it is counted while it is read. A long body, or one of unknown length, also fails
 * if no bytes arrive for some time.
 *
 * @param limit bytes
 * @param silence seconds without a byte, while the body is being read
 * @returns the same request, or a copy whose body fails with an `HttpError`, 413 or 408; `server.requestIP` and similar methods
 *   need the original
 * @throws {HttpError} 413 if `Content-Length` is above the limit
 */
export function limitBody(request: Request, limit: number, silence: number): Request {
  const length = bodyLength(request);
  if (length === "unknown") return watchedBody(request, { limit, silence });
  if (length > limit) throw tooLarge(limit);
  return length > SMALL_BODY ? watchedBody(request, { limit, silence }) : request;
}

/**
 * The result of reading a body, with a time limit: a small body, which is not checked while it arrives, must be complete within
 * `silence` seconds.
 *
 * @throws {HttpError} 408
 */
export function inBodyTime<Value>(
  request: Request,
  silence: number,
  read: Promise<Value>,
): Value | Promise<Value> {
  return watched.has(request) ? read : withDeadline(read, silence, tooSlow);
}

/** A request whose body may be read before its final limit is known. */
export interface GuardedRequest {
  /** A copy: reading its body fails beyond the limit that is set at that time. */
  request: Request;
  /**
   * Sets another limit, in bytes.
   *
   * @throws {HttpError} 413 if `Content-Length` is above it
   */
  allow(limit: number): void;
}

/**
 * Like `limitBody`, with a limit that can be changed later.
 *
 * @param limit bytes
 * @param silence seconds
 * @returns `undefined` if there is no body, or a small one whose `Content-Length` is within the limit
 */
export function guardBody(request: Request, limit: number, silence: number): GuardedRequest | undefined {
  const length = bodyLength(request);
  if (length !== "unknown" && length <= Math.min(limit, SMALL_BODY)) return undefined;
  const allowance = { limit, silence };
  return {
    request: watchedBody(request, allowance),
    allow(next) {
      if (length !== "unknown" && length > next) throw tooLarge(next);
      allowance.limit = next;
    },
  };
}

/**
 * Why the body of this request, as `limitBody` or `guardBody` returned it, could not be read to its end; `undefined` if
 * reading has not failed. It becomes the response, even if the handler caught the error and returned another response.
 */
export function bodyFault(request: Request): HttpError | undefined {
  return faults.get(request);
}

/** Whether the body of a request is long, or of unknown length. */
export function mayHaveLongBody({ headers }: Request): boolean {
  const length = declaredLength(headers.get("content-length"));
  return length === undefined || length > SMALL_BODY;
}

/** Bytes; 0 if there is no body. */
type BodyLength = number | "unknown";

function bodyLength(request: Request): BodyLength {
  const { method } = request;
  if (method === "GET" || method === "HEAD") return 0;
  return declaredLength(request.headers.get("content-length")) ?? (request.body === null ? 0 : "unknown");
}

/** Repeated equal headers arrive as one, with commas (RFC 9110 §8.6); the server refuses different ones. */
function declaredLength(header: string | null): number | undefined {
  if (header === null) return undefined;
  const length = /^(\d+)(?:, \1)*$/.exec(header)?.[1];
  return length === undefined ? undefined : Number(length);
}

/**
 * A copy of the request whose body is checked while it arrives. It reads one chunk at a time, and only on demand, so that a
 * slow reader slows the client down.
 *
 * A `Content-Length` above the limit is not an error yet: Bun reads the first chunk when middleware makes a new `Request` of
 * this one, which may go to a route with a higher limit.
 */
function watchedBody(request: Request, allowance: Allowance): Request {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= request.body?.getReader();
        if (!reader) return controller.close();
        try {
          const { done, value } = await withDeadline(reader.read(), allowance.silence, tooSlow);
          if (done) return controller.close();
          taken += value.byteLength;
          if (taken > allowance.limit) throw tooLarge(allowance.limit);
          controller.enqueue(value);
        } catch (error) {
          controller.error(error);
          if (!(error instanceof HttpError)) return;
          faults.set(copy, error);
          await reader.cancel(error);
        }
      },
      cancel: (reason) => reader?.cancel(reason) ?? request.body?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const copy = withUrl(new Request(request, { body, duplex: "half" } as RequestInit), request.url);
  watched.add(copy);
  return copy;
}

/** RFC 9110 §15.5.9 */
function tooSlow(): HttpError {
  return new HttpError(408, "The request body did not arrive in time.");
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
