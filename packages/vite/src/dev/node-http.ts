import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bodyStream } from "./request-body.ts";

/** Letters, digits and what else a host name, an address and a port are made of (RFC 9110 §7.2). */
const HOST = /^[a-z0-9._\-[\]:]+$/i;

/** The web `Request` of a Node request, with the URL that Bun would have given it. */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const headers = toHeaders(incoming);
  const { method = "GET" } = incoming;
  return new Request(toUrl(headers.get("host") ?? "", originForm(targetOf(incoming))), {
    method,
    headers,
    body: hasBody(incoming) ? bodyStream(incoming) : null,
    signal: closedEarly(outgoing),
  });
}

/** Path and query as they came in, also where Vite has taken `base` off. */
export function targetOf(incoming: IncomingMessage): string {
  return "originalUrl" in incoming ? String(incoming.originalUrl) : (incoming.url ?? "/");
}

/** A host that no URL can name is replaced here: the app sees it in the header, and refuses it as in production. */
function toUrl(host: string, path: string): URL {
  return (HOST.test(host) && URL.parse(`http://${host}${path}`)) || new URL(`http://localhost${path}`);
}

/** Path and query of a request target in any form (RFC 9112 §3.2); its authority is ignored, as on Bun. */
export function originForm(target: string): string {
  const rest = /^https?:\/\/[^/?]*(.*)$/i.exec(target)?.[1] ?? target;
  return rest.startsWith("/") ? rest : `/${rest.startsWith("?") ? rest : ""}`;
}

/** A request has a body if its headers say so (RFC 9112 §6). Bodies of GET and HEAD have no meaning and are ignored. */
function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/**
 * Every line as it came in, since Node keeps the first of two `Host` or `Content-Type` lines only, and the app must
 * see what it would see in production.
 */
function toHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  }
  // Without a header, the app would use the host of the URL, which is replaced here.
  if (!headers.has("host")) headers.set("host", "");
  return headers;
}

/** Aborts when the client leaves before the response is sent. */
function closedEarly(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort(new DOMException("The client left.", "AbortError"));
  });
  return controller.signal;
}

/**
 * Writes a web `Response` to a Node response.
 *
 * @param onBytes called with the size of each part of the body that is sent
 */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  method: string | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await nameContentType(response);
  outgoing.statusCode = response.status;
  // No statusText, which Bun does not send either. Node decides how the body is framed.
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie" && name !== "transfer-encoding") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  const body = await readyBody(response);
  if (body instanceof Uint8Array) outgoing.setHeader("content-length", body.byteLength);
  if (method !== "HEAD" && body instanceof ReadableStream) {
    const source = Readable.fromWeb(body as never);
    source.on("data", (chunk: Uint8Array) => onBytes(chunk.byteLength));
    await pipeline(source, outgoing).catch(ignoreClientLeft);
    return;
  }
  if (body instanceof ReadableStream) await body.cancel();
  else if (body && method !== "HEAD") onBytes(body.byteLength);
  outgoing.end(method === "HEAD" ? undefined : body);
}

/** Bun sets the type of a text body only when it sends the body; here Node sends it. */
async function nameContentType(response: Response): Promise<void> {
  if (!response.body || response.headers.has("content-type")) return;
  const body = await Promise.race([response.clone().blob(), nextTurn(undefined)]);
  if (body?.type) response.headers.set("content-type", body.type);
}

/** Bytes. Without a limit, an endless source would be read forever. */
const LONGEST_READY = 1_048_576;

/** A complete body gets a `Content-Length`, as on Bun; a body that is still being produced is streamed. */
async function readyBody(response: Response): Promise<Uint8Array | ReadableStream | undefined> {
  if (!response.body) return undefined;
  const [probe, rest] = response.body.tee();
  const reader = probe.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const pending = Symbol();
  for (;;) {
    const step = await Promise.race([reader.read(), nextTurn(pending)]);
    if (step === pending || typeof step === "symbol") {
      reader.cancel().catch(ignoreClientLeft);
      return rest;
    }
    if (step.done) {
      await rest.cancel();
      return Buffer.concat(chunks);
    }
    chunks.push(step.value);
    length += step.value.byteLength;
    if (length > LONGEST_READY) {
      reader.cancel().catch(ignoreClientLeft);
      return rest;
    }
  }
}

function nextTurn<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setImmediate(resolve, value));
}

function ignoreClientLeft(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ABORT_ERR" && code !== "ECONNRESET") throw error;
}
