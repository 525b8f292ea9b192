import { HttpError } from "../diagnostics/http-errors.ts";
import { withDeadline } from "../util/deadline.ts";
import { withUrl } from "./request-url.ts";

/** Requests whose body could not be read to its end, and why. */
const faults = new WeakMap<Request, HttpError>();

/** Copies whose bodies are watched while they arrive. */
const watched = new WeakSet<Request>();

/**
 * Bytes up to which a body is not watched while it arrives: that would cost a small request more than all the rest. It has
 * the same seconds for all of it, see `inBodyTime`.
 */
const SMALL_BODY = 32_768;

/** What a body may be, and how long the client may be silent in the middle of it. */
interface Allowance {
  /** Bytes. */
  limit: number;
  /** Seconds. */
  readonly silence: number;
}

/**
 * Enforces what a body may be. A body with a `Content-Length` is judged by it at once: the server takes no more bytes than
 * that (RFC 9112 §6.2). A body without one is counted as it is read; that one and a long one are watched for silence.
 *
 * @param limit bytes
 * @param silence seconds without a byte, while somebody reads
 * @returns the same request, or a copy whose body fails with an `HttpError`, 413 or 408; ask `server.requestIP` and the like
 *   about the original
 * @throws {HttpError} 413 if `Content-Length` is above the limit
 */
export function limitBody(request: Request, limit: number, silence: number): Request {
  const length = bodyLength(request);
  if (length === "unknown") return watchedBody(request, { limit, silence });
  if (length > limit) throw tooLarge(limit);
  return length > SMALL_BODY ? watchedBody(request, { limit, silence }) : request;
}

/**
 * What reading a body gives, in time: a small one that is not watched has to be complete within the seconds for which others
 * may be silent.
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
 * @param silence seconds
 * @returns `undefined` where there is nothing to guard: no body, or a small one that says it is within the limit
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
 * nothing was wrong so far. That is the response, even if the handler swallowed the failure and made another one.
 */
export function bodyFault(request: Request): HttpError | undefined {
  return faults.get(request);
}

/** Whether a request does not say that its body is a small one. */
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
