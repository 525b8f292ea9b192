import { OwnError } from "./own-error.ts";
import { invalidErrorStatus } from "./usage-errors.ts";

/**
 * Ends the request with an error status. Unlike the message of any other error, its message is sent to the visitor.
 * `httpError` and `notFound` throw it.
 */
export class HttpError extends OwnError {
  /** The HTTP status, 400 to 599 (RFC 9110 §15.5, §15.6). */
  readonly status: number;
  /**
   * @param status 400 to 599
   * @param message sent to the visitor
   * @throws {TypeError} INVALID_ERROR_STATUS for any other status
   */
  constructor(status: number, message: string) {
    if (!Number.isInteger(status) || status < 400 || status > 599) throw invalidErrorStatus(status);
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** Ends the request with a redirect; thrown by `redirect`. */
export class Redirect extends OwnError {
  readonly status: number;
  readonly location: string;
  constructor(location: string, status: number) {
    super(`Redirect to ${location}`);
    this.name = "Redirect";
    this.location = location;
    this.status = status;
  }
}

/**
 * Ends the request with a 404 (RFC 9110 §15.5.5): the nearest `404.tsx`; from an endpoint, problem details as JSON
 * (RFC 9457).
 *
 * @param message sent to the visitor; default `"Not Found"`
 * @throws {HttpError} always
 */
export function notFound(message = "Not Found"): never {
  throw new HttpError(404, message);
}

/**
 * Ends the request with an error status and a message for the visitor: the nearest error page (`404.tsx` or `500.tsx`); from
 * an endpoint, problem details as JSON (RFC 9457).
 *
 * @param status 400 to 599
 * @param message sent to the visitor; default: the standard phrase of the status, such as `"Conflict"` (RFC 9110 §15)
 * @throws {HttpError} always
 * @throws {TypeError} INVALID_ERROR_STATUS if `status` is not an integer from 400 to 599
 */
export function httpError(status: number, message?: string): never {
  throw new HttpError(status, message ?? statusText(status));
}

const PHRASES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  508: "Loop Detected",
};

/** The standard phrase of an error status (RFC 9110 §15). */
export function statusText(status: number): string {
  return PHRASES[status] ?? (status < 500 ? "Bad Request" : "Internal Server Error");
}
