import type { StoredEncoding, StoredPage } from "../../api/cache-store.ts";
import type { Validators } from "../../http/conditional.ts";
import { addVary } from "../../http/headers.ts";
import { parseHttpDate } from "../../http/http-date.ts";
import { OWN_COPY_ONLY } from "../../http/own-copy.ts";
import { type CacheStatus, setCacheStatus } from "./cache-status.ts";

/** What describes the content that a 304 does not have (RFC 9110 §15.4.5). */
const OF_CONTENT = ["content-type", "content-encoding", "content-language", "content-location"];
/** What only caches in between look at. */
const FOR_CACHES = ["cdn-cache-control", "cache-tag"];

/** Headers, and what those that change with time were set to last. */
interface TimedHeaders {
  readonly headers: Headers;
  seconds: number;
  status: CacheStatus | undefined;
}

/**
 * A cached page in one coding. A `Blob` and a `Headers` that exist already make a `Response` in a quarter of the time
 * that bytes take, so this object has both.
 */
export class ResponseVariant implements Validators {
  readonly etag: string;
  /** Seconds since 1970, where the page itself says so. */
  readonly lastModified: number | undefined;
  readonly body: Blob;
  readonly #forAll: TimedHeaders;
  #ownCopy: TimedHeaders | undefined;

  /** @param varies whether there are other codings of the page */
  constructor(
    headers: StoredPage["headers"],
    bytes: Uint8Array<ArrayBuffer>,
    varies: boolean,
    encoding?: StoredEncoding,
  ) {
    const all = new Headers(headers.map(([name, value]) => [name, value] as [string, string]));
    if (varies) addVary(all, "Accept-Encoding");
    if (encoding) {
      all.set("content-encoding", encoding);
      all.set("etag", variantTag(all.get("etag") ?? "", encoding));
    }
    this.etag = all.get("etag") ?? "";
    this.lastModified = parseHttpDate(all.get("last-modified") ?? "");
    this.body = new Blob([bytes]);
    this.#forAll = { headers: all, seconds: -1, status: undefined };
  }

  /**
   * The headers for now. Bun copies them into each `Response`, so there is one object for all.
   *
   * @param age seconds
   */
  headers(age: number, status: CacheStatus, isOwnCopy: boolean): Headers {
    if (!isOwnCopy) return atTime(this.#forAll, age, status);
    this.#ownCopy ??= { headers: ownCopy(this.#forAll.headers), seconds: -1, status: undefined };
    return atTime(this.#ownCopy, age, status);
  }

  notModifiedHeaders(age: number, status: CacheStatus, isOwnCopy: boolean): Headers {
    const headers = new Headers(this.headers(age, status, isOwnCopy));
    for (const name of OF_CONTENT) headers.delete(name);
    return headers;
  }
}

function atTime(timed: TimedHeaders, age: number, status: CacheStatus): Headers {
  const seconds = Math.floor(age);
  if (timed.seconds !== seconds) {
    timed.seconds = seconds;
    timed.headers.set("age", String(seconds));
  }
  if (timed.status !== status) {
    timed.status = status;
    setCacheStatus(timed.headers, status);
  }
  return timed.headers;
}

/** The headers of the same page for one visitor only. */
function ownCopy(forAll: Headers): Headers {
  const headers = new Headers(forAll);
  for (const name of FOR_CACHES) headers.delete(name);
  headers.set("cache-control", OWN_COPY_ONLY);
  return headers;
}

/** Other bytes, other tag (RFC 9110 §8.8.3.3); a weak one promises no bytes. */
function variantTag(etag: string, encoding: StoredEncoding): string {
  return etag.startsWith('"') ? `${etag.slice(0, -1)}-${encoding}"` : etag;
}
