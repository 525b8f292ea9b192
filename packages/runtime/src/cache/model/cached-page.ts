import type { StoredEncoding, StoredPage } from "../../api/cache-store.ts";
import { compressWell } from "../../http/compress.ts";
import { evaluatePreconditions } from "../../http/conditional.ts";
import { chooseEncoding } from "../../http/encoding.ts";
import { SECURITY_HEADERS } from "../../http/headers.ts";
import type { CacheStatus } from "./cache-status.ts";
import { bytesInMemory } from "./page-size.ts";
import { type PageState, pageState } from "./policy.ts";
import { ResponseVariant } from "./response-variant.ts";
import { saysWhatCachesMay } from "./stored-headers.ts";

/** What each form takes that a page can be sent in, besides its bytes; measured, see `cached-page-memory.test.ts`. */
const FORM_BYTES = 2500;
/** And for each header in it. */
const HEADER_BYTES = 60;

/** A stored page in the form in which it is sent fastest. Takes the place of its `StoredPage` in memory. */
export class CachedPage {
  readonly path: string;
  readonly tags: readonly string[];
  readonly renderedAt: number;
  readonly fresh: number;
  readonly stale: number;
  /** Called when `bytes` has become more. */
  onGrown: (() => void) | undefined;
  /** Whether the page itself said what caches in between may do with it. */
  readonly saysWhatCachesMay: boolean;
  /** That there is a form in, the smallest first. */
  readonly #encodings: readonly StoredEncoding[];
  /** The same, and Brotli, which is the last choice and made only when it is asked for. */
  #offered: readonly StoredEncoding[];
  readonly #variants: Partial<Record<StoredEncoding, ResponseVariant>>;
  readonly #plain: ResponseVariant;
  /** Seconds that had passed since the render began when this object was made. */
  readonly #ageAtStart: number;
  readonly #start = performance.now();
  /** Of each form, besides its bytes. */
  readonly #formBytes: number;
  #bytes: number;
  #brotliWasAskedFor = false;
  #makingBrotli: Promise<ResponseVariant> | undefined;

  constructor(page: StoredPage) {
    this.path = page.path;
    this.tags = page.tags;
    this.renderedAt = page.renderedAt;
    this.fresh = page.fresh;
    this.stale = page.stale;
    this.#ageAtStart = Math.max(0, (Date.now() - page.renderedAt) / 1000);
    const encoded = Object.entries(page.encoded) as [StoredEncoding, Uint8Array<ArrayBuffer>][];
    encoded.sort(([, a], [, b]) => a.byteLength - b.byteLength);
    const varies = encoded.length > 0;
    this.#encodings = encoded.map(([encoding]) => encoding);
    this.#plain = new ResponseVariant(page.headers, page.body as Uint8Array<ArrayBuffer>, varies);
    this.#variants = Object.fromEntries(
      encoded.map(([encoding, bytes]) => [
        encoding,
        new ResponseVariant(page.headers, bytes, varies, encoding),
      ]),
    );
    this.saysWhatCachesMay = saysWhatCachesMay(this.#plain.headers(0, "MISS", false), page);
    this.#offered = varies && !("br" in page.encoded) ? [...this.#encodings, "br"] : this.#encodings;
    this.#formBytes = FORM_BYTES + HEADER_BYTES * page.headers.length;
    this.#bytes = bytesInMemory("", page) + this.#formBytes * (1 + encoded.length);
  }

  /** Bytes of memory, without the key. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Seconds since the render began (RFC 9111 §4.2.3), by the clock that says more: the monotonic one stands still while
   * the machine sleeps, the other one may be set back.
   */
  get age(): number {
    const monotonic = this.#ageAtStart + (performance.now() - this.#start) / 1000;
    return Math.max(monotonic, (Date.now() - this.renderedAt) / 1000);
  }

  get state(): PageState {
    return this.stateAt(this.age);
  }

  /** @param age what `age` just said: the clock is read once for a response */
  stateAt(age: number): PageState {
    return pageState(age, this);
  }

  /**
   * The response to a GET or HEAD: coding (RFC 9110 §12.5.3), then preconditions (§13). A promise only where a coding is
   * made first.
   *
   * @param isOwnCopy whether no cache in between may keep this response
   */
  answer(
    request: Request,
    status: CacheStatus,
    isOwnCopy: boolean,
    age = this.age,
  ): Response | Promise<Response> {
    const { headers } = request;
    const variant = this.#choose(headers.get("accept-encoding"), status);
    return variant instanceof Promise
      ? variant.then((made) => respond(made, headers, status, isOwnCopy, age))
      : respond(variant, headers, status, isOwnCopy, age);
  }

  #choose(accepted: string | null, status: CacheStatus): ResponseVariant | Promise<ResponseVariant> {
    if (this.#offered.length === 0) return this.#plain;
    const encoding = chooseEncoding(accepted, this.#offered);
    if (encoding === undefined) return this.#plain;
    return this.#variants[encoding] ?? this.#brotli(accepted, status);
  }

  /**
   * Hardly any client wants Brotli that takes neither of the other codings, so that is made by the second request for it.
   * Until then, such a client gets what it would get if there were no Brotli.
   */
  #brotli(accepted: string | null, status: CacheStatus): ResponseVariant | Promise<ResponseVariant> {
    if (this.#brotliWasAskedFor && status !== "MISS") {
      this.#makingBrotli ??= this.#makeBrotli().finally(() => {
        this.#makingBrotli = undefined;
      });
      return this.#makingBrotli;
    }
    this.#brotliWasAskedFor = true;
    const other = chooseEncoding(accepted, this.#encodings);
    return (other && this.#variants[other]) ?? this.#plain;
  }

  async #makeBrotli(): Promise<ResponseVariant> {
    const bytes = await this.#plain.body.bytes();
    const compressed = await compressWell(bytes, "br");
    if (compressed.byteLength >= bytes.byteLength) {
      this.#offered = this.#encodings;
      return this.#plain;
    }
    const variant = new ResponseVariant([...this.#plain.headers(0, "HIT", false)], compressed, true, "br");
    this.#variants.br = variant;
    this.#bytes += this.#formBytes + compressed.buffer.byteLength;
    this.onGrown?.();
    return variant;
  }
}

function respond(
  variant: ResponseVariant,
  asked: Headers,
  status: CacheStatus,
  isOwnCopy: boolean,
  age: number,
): Response {
  switch (evaluatePreconditions(asked, variant)) {
    case "not-modified":
      return new Response(null, {
        status: 304,
        headers: variant.notModifiedHeaders(age, status, isOwnCopy),
      });
    case "failed":
      return new Response(null, { status: 412, headers: SECURITY_HEADERS });
    default:
      return new Response(variant.body, { headers: variant.headers(age, status, isOwnCopy) });
  }
}
