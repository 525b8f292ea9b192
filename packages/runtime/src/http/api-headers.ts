/** What `api()` says of itself, so that the response says what its body is. */
export const API_HEADER = "x-bunsen-api";

/** What the body of a response to `api()` is, unless it is a value as JSON. */
export const BODY_HEADER = "x-bunsen-body";

/** How a body is read: by whoever called, whole, as bytes, or as it comes. */
export type ApiBody = "response" | "blob" | "bytes" | "stream";
