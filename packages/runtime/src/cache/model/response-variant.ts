import { evaluatePreconditions, type Validators, weakTag } from "../../http/conditional.ts";
import type { Encoding } from "../../http/encoding.ts";
import { SECURITY_HEADERS } from "../../http/headers.ts";
import { parseHttpDate } from "../../http/http-date.ts";
import { OWN_COPY_ONLY } from "../../http/own-copy.ts";
import { type CacheStatus, setCacheStatus } from "./cache-status.ts";
import { CachedBody } from "./cached-body.ts";

/** What describes the content that a 304 does not have (RFC 9110 §15.4.5). */
const OF_CONTENT = ["content-type", "content-encoding", "content-language", "content-location"];
/** What only caches in between look at. */
const FOR_CACHES = ["cdn-cache-control", "cache-tag"];

/** What a response to one request depends on. */
export interface ResponseTime {
  /** Seconds. */
  readonly age: number;
  readonly status: CacheStatus;
  /** Whether no cache in between may keep this response. */
  readonly isOwnCopy: boolean;
}

/** A cached page in one coding. Ready `Headers` and bytes make a `Response` in the least time. */
export class ResponseVariant implements Validators {
  readonly etag: string;
  /** Seconds since 1970, where the page itself says so. */
  readonly lastModified: number | undefined;
  readonly body: CachedBody;
  readonly headers: Headers;
  /**
   * The tag that the page had as it was compressed for a single response, before this coding was made. `undefined` for the
   * page without a coding, and where that tag is the one of this coding.
   */
  readonly #singleTag: string | undefined;
  #ownCopy: Headers | undefined;
  /** What the headers were set to last. */
  #seconds = -1;
  #status: CacheStatus | undefined;

  /** @param headers that no other variant has: they are changed */
  constructor(headers: Headers, body: CachedBody, singleTag?: string) {
    this.headers = headers;
    this.body = body;
    this.#singleTag = singleTag;
    this.etag = headers.get("etag") ?? "";
    this.lastModified = parseHttpDate(headers.get("last-modified") ?? "");
  }

  /** The same page, coded. */
  coded(body: Uint8Array<ArrayBuffer>, encoding: Encoding): ResponseVariant {
    const headers = new Headers(this.headers);
    headers.set("content-encoding", encoding);
    headers.set("etag", variantTag(this.etag, encoding));
    return new ResponseVariant(
      headers,
      new CachedBody(body),
      this.etag.startsWith('"') ? weakTag(this.etag) : undefined,
    );
  }

  /** Whether the last response had the headers of this time. */
  isAt({ age, status }: ResponseTime): boolean {
    return this.#seconds === Math.floor(age) && this.#status === status;
  }

  /** The response to a GET or HEAD with these headers: preconditions (RFC 9110 §13) are evaluated here. */
  respond(asked: Headers, time: ResponseTime): Response {
    switch (evaluatePreconditions(asked, this)) {
      case "not-modified":
        return this.#notModified(time, this.etag);
      case "failed":
        return new Response(null, { status: 412, headers: SECURITY_HEADERS });
      default:
        return this.#singleTag !== undefined && asked.get("if-none-match")?.includes(this.#singleTag)
          ? this.#notModified(time, this.#singleTag)
          : new Response(this.body.init, { headers: this.#headersAt(time) });
    }
  }

  #notModified(time: ResponseTime, etag: string): Response {
    const headers = new Headers(this.#headersAt(time));
    for (const name of OF_CONTENT) headers.delete(name);
    headers.set("etag", etag);
    return new Response(null, { status: 304, headers });
  }

  /** Bun copies the headers into each `Response`, so there is one object for all. */
  #headersAt({ age, status, isOwnCopy }: ResponseTime): Headers {
    const seconds = Math.floor(age);
    if (this.#seconds !== seconds) {
      this.#seconds = seconds;
      this.headers.set("age", String(seconds));
      this.#ownCopy = undefined;
    }
    if (this.#status !== status) {
      this.#status = status;
      setCacheStatus(this.headers, status);
      this.#ownCopy = undefined;
    }
    if (!isOwnCopy) return this.headers;
    this.#ownCopy ??= ownCopy(this.headers);
    return this.#ownCopy;
  }
}

/** The headers of the same page for one visitor only. */
function ownCopy(forAll: Headers): Headers {
  const headers = new Headers(forAll);
  for (const name of FOR_CACHES) headers.delete(name);
  headers.set("cache-control", OWN_COPY_ONLY);
  return headers;
}

/** Other bytes, other tag (RFC 9110 §8.8.3.3); a weak one promises no bytes. */
function variantTag(etag: string, encoding: Encoding): string {
  return etag.startsWith('"') ? `${etag.slice(0, -1)}-${encoding}"` : etag;
}
