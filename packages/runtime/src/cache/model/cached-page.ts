import type { StoredEncoding, StoredPage } from "../../api/cache-store.ts";
import { evaluatePreconditions } from "../../http/conditional.ts";
import { chooseEncoding } from "../../http/encoding.ts";
import { SECURITY_HEADERS } from "../../http/headers.ts";
import { bytesInMemory } from "./page-size.ts";
import { type PageState, pageState } from "./policy.ts";
import { HeldVariant } from "./response-variant.ts";
import { saysWhatCachesMay } from "./stored-headers.ts";

/** How the cache answered: `MISS` for a page that was rendered for this request, or for one that it waited with. */
export type CacheStatus = "HIT" | "STALE" | "MISS";

/** What each form takes that a page can be sent in, besides its bytes; measured, see `held-page.test.ts`. */
const FORM_BYTES = 2500;
/** And for each header in it. */
const HEADER_BYTES = 60;

/** A stored page in the form in which it is sent fastest. Takes the place of its `StoredPage` in memory. */
export class HeldPage {
  readonly path: string;
  readonly tags: readonly string[];
  readonly renderedAt: number;
  readonly fresh: number;
  readonly stale: number;
  /** Bytes of memory, without the key. */
  readonly bytes: number;
  /** Whether the page itself said what caches in between may do with it. */
  readonly saysWhatCachesMay: boolean;
  readonly #encodings: readonly StoredEncoding[];
  readonly #variants: Readonly<Partial<Record<StoredEncoding, HeldVariant>>>;
  readonly #plain: HeldVariant;
  /** Seconds that had passed since the render began when it came here. */
  readonly #ageAtStart: number;
  readonly #start = performance.now();

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
    this.#plain = new HeldVariant(page.headers, page.body as Uint8Array<ArrayBuffer>, varies);
    this.#variants = Object.fromEntries(
      encoded.map(([encoding, bytes]) => [encoding, new HeldVariant(page.headers, bytes, varies, encoding)]),
    );
    this.saysWhatCachesMay = saysWhatCachesMay(this.#plain.headers(0, "MISS", false), page);
    const formBytes = FORM_BYTES + HEADER_BYTES * page.headers.length;
    this.bytes = bytesInMemory("", page) + formBytes * (1 + encoded.length);
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

  /** @param age what `age` just said: a clock is not read twice for one answer */
  stateAt(age: number): PageState {
    return pageState(age, this);
  }

  /**
   * Answers a GET or HEAD: coding (RFC 9110 §12.5.3), then preconditions (§13).
   *
   * @param isOwnCopy whether no cache in between may keep this answer
   */
  answer(request: Request, status: CacheStatus, isOwnCopy: boolean, age = this.age): Response {
    const { headers } = request;
    const variant = this.#choose(headers);
    switch (evaluatePreconditions(headers, variant)) {
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

  #choose(headers: Headers): HeldVariant {
    if (this.#encodings.length === 0) return this.#plain;
    const encoding = chooseEncoding(headers.get("accept-encoding"), this.#encodings);
    return (encoding && this.#variants[encoding]) ?? this.#plain;
  }
}
