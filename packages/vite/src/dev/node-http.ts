import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Letters, digits and what else a host name, an address and a port are made of (RFC 9110 §7.2). */
const HOST = /^[a-z0-9._\-[\]:]+$/i;

/**
 * The web `Request` of a Node request, with the URL that Bun would have given it.
 *
 * @returns the answer for a request that Bun would have refused
 */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | Response {
  const host = incoming.headers.host ?? "";
  if (!HOST.test(host)) return new Response("Bad Request: bad Host header", { status: 400 });
  const target = "originalUrl" in incoming ? String(incoming.originalUrl) : (incoming.url ?? "/");
  const url = URL.parse(`http://${host}${originForm(target)}`);
  if (!url) return new Response("Bad Request: bad URL", { status: 400 });
  const { method = "GET" } = incoming;
  return new Request(url, {
    method,
    headers: toHeaders(incoming),
    body: hasBody(incoming) ? (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>) : null,
    signal: closedEarly(outgoing),
  });
}

/** Path and query of a request target in any form (RFC 9112 §3.2); the authority of one is not believed, as on Bun. */
function originForm(target: string): string {
  const rest = /^https?:\/\/[^/?]*(.*)$/i.exec(target)?.[1] ?? target;
  return rest.startsWith("/") ? rest : `/${rest.startsWith("?") ? rest : ""}`;
}

/** A request has a body if it says so (RFC 9112 §6); those of GET and HEAD mean nothing and are left out. */
function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith(":")) continue;
    for (const line of Array.isArray(value) ? value : [value]) headers.append(name, line);
  }
  return headers;
}

/** Aborts when the client leaves before the answer is out. */
function closedEarly(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort(new DOMException("The client left.", "AbortError"));
  });
  return controller.signal;
}

/** Writes a web `Response` to a Node response. */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  method: string | undefined,
): Promise<void> {
  outgoing.statusCode = response.status;
  if (response.statusText) outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  const body = await readyBody(response);
  if (body instanceof Uint8Array) outgoing.setHeader("content-length", body.byteLength);
  if (method !== "HEAD" && body instanceof ReadableStream) {
    await pipeline(Readable.fromWeb(body as never), outgoing).catch(ignoreClientLeft);
    return;
  }
  if (body instanceof ReadableStream) await body.cancel();
  outgoing.end(method === "HEAD" ? undefined : body);
}

/** A body that is all there gets a `Content-Length`, as on Bun; one that is still being made is streamed. */
async function readyBody(response: Response): Promise<Uint8Array | ReadableStream | undefined> {
  if (!response.body) return undefined;
  const [probe, rest] = response.body.tee();
  const reader = probe.getReader();
  const chunks: Uint8Array[] = [];
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
  }
}

function nextTurn<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setImmediate(resolve, value));
}

function ignoreClientLeft(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ABORT_ERR" && code !== "ECONNRESET") throw error;
}
