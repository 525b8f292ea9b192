import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { evaluatePreconditions, ifRangeHolds } from "./conditional.ts";
import { chooseEncoding } from "./encoding.ts";
import type { FileBody, FileRepresentation } from "./file-representation.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { type ByteRange, parseRange } from "./range.ts";
import type { Repetition } from "./repeatable-body.ts";
import type { ServedFile } from "./static-files.ts";

const ALLOW = "GET, HEAD, OPTIONS";

const PLAIN_TEXT = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  ...SECURITY_HEADERS,
};

/**
 * Responds to a request for a file: first chooses the encoding (RFC 9110 §12.5.3), then evaluates preconditions (§13) and ranges
 * (§14), so that ETag and range refer to the encoded bytes. Methods other than GET, HEAD and OPTIONS get a 405.
 *
 * @param repetition is told whether the response is a file that is in memory
 */
export function serveFile(
  request: Request,
  file: ServedFile,
  repetition: Repetition = {},
): Response | Promise<Response> {
  const { method, headers } = request;
  if (method !== "GET" && method !== "HEAD") return unhandledMethod(method);
  const representation = choose(file, headers);
  switch (evaluatePreconditions(headers, representation)) {
    case "not-modified":
      return new Response(null, { status: 304, headers: representation.notModifiedHeaders });
    case "failed":
      return new Response(null, { status: 412, headers: SECURITY_HEADERS });
    default:
  }
  // Ranges are defined for GET only (RFC 9110 §14.2).
  const range = method === "GET" ? rangeOf(headers, representation) : undefined;
  if (range === undefined) {
    if (representation.again()) repetition.repeatable = representation;
    return whole(representation);
  }
  return range === "unsatisfiable" ? unsatisfiable(representation) : partial(representation, range);
}

/** The plain 404 for a file that is not in this build, or is missing. No cache may store it. */
export function fileNotFound(): Response {
  return new Response("Not Found\n", { status: 404, headers: PLAIN_TEXT });
}

function unhandledMethod(method: string): Response {
  const headers = { ...PLAIN_TEXT, allow: ALLOW };
  if (method === "OPTIONS")
    return new Response(null, { status: 204, headers: { allow: ALLOW, ...SECURITY_HEADERS } });
  return new Response("Method Not Allowed\n", { status: 405, headers });
}

function choose(file: ServedFile, headers: Headers): FileRepresentation {
  if (file.encodings.length === 0) return file.plain;
  const encoding = chooseEncoding(headers.get("accept-encoding"), file.encodings);
  return (encoding && file.variants[encoding]) ?? file.plain;
}

function rangeOf(headers: Headers, file: FileRepresentation): ByteRange | "unsatisfiable" | undefined {
  const range = headers.get("range");
  if (range === null) return undefined;
  const ifRange = headers.get("if-range");
  return ifRange === null || ifRangeHolds(ifRange, file) ? parseRange(range, file.size) : undefined;
}

function whole(file: FileRepresentation): Response | Promise<Response> {
  return respond(file, file.body(), 200, file.headers);
}

function partial(file: FileRepresentation, { start, end }: ByteRange): Response | Promise<Response> {
  const headers = new Headers(file.headers);
  headers.set("content-range", `bytes ${start}-${end}/${file.size}`);
  headers.set("content-length", String(end + 1 - start));
  return respond(file, file.body(start, end + 1), 206, headers);
}

/** RFC 9110 §15.5.17 */
function unsatisfiable(file: FileRepresentation): Response {
  const headers = { ...PLAIN_TEXT, "content-range": `bytes */${file.size}` };
  return new Response("Range Not Satisfiable\n", { status: 416, headers });
}

type MaybeBody = FileBody | undefined;

function respond(
  file: FileRepresentation,
  body: MaybeBody | Promise<MaybeBody>,
  status: number,
  headers: Headers,
): Response | Promise<Response> {
  if (body === undefined) return goneFile(file);
  if (!(body instanceof Promise)) return new Response(body, { status, headers });
  return body.then(
    (loaded) => respond(file, loaded, status, headers),
    (error) => unreadableFile(file, error),
  );
}

function goneFile(file: FileRepresentation): Response {
  logError(logEvents.fileGone(), { file: file.path });
  return fileNotFound();
}

function unreadableFile(file: FileRepresentation, error: unknown): Response {
  logError(logEvents.fileUnreadable(), { file: file.path, ...errorFields(error) });
  return new Response("Internal Server Error\n", { status: 500, headers: PLAIN_TEXT });
}
