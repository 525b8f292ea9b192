import type { StoredPage } from "../../api/cache-store.ts";
import { compressWell, FAST_ENCODINGS } from "../../http/compress.ts";
import { allowsCompression, MIN_COMPRESSED_BYTES } from "../../http/compress-response.ts";
import { chooseEncoding, type Encoding } from "../../http/encoding.ts";
import { addVary } from "../../http/headers.ts";
import { whenSettled } from "../../util/maybe-promise.ts";
import type { BlockArena } from "../memory/block-arena.ts";
import { CachedBody } from "./cached-body.ts";
import { pageBytes, variantBytes } from "./page-size.ts";
import { type PageState, pageState } from "./policy.ts";
import { ResponseVariant } from "./response-variant.ts";
import { saysWhatCachesMay } from "./stored-headers.ts";

/** The codings of a page: asked for once, being made, made, or not worth it. */
type Codings = Partial<Record<Encoding, "asked" | "useless" | ResponseVariant | Promise<ResponseVariant>>>;

/** What a cached page is made of: a page from a store, or one that was rendered here. */
export interface NewPage extends Omit<StoredPage, "status" | "headers" | "body"> {
  /** `Headers` are those of the cached page from then on. */
  readonly headers: Headers | StoredPage["headers"];
  readonly body: string | Uint8Array;
}

/** A page from which a response is made fastest; in memory in place of a `StoredPage`. */
export class CachedPage {
  readonly path: string;
  readonly tags: readonly string[];
  readonly renderedAt: number;
  readonly fresh: number;
  readonly stale: number;
  /** Called when `bytes` has become more. */
  onGrown: ((page: CachedPage) => void) | undefined;
  /** Under which the cache has it. */
  key = "";
  /** Whether the cache has it, or may get it. */
  isHeld = true;
  readonly #body: CachedBody;
  readonly #isCoded: boolean;
  /** Before the page has moved, and since it was asked for again. */
  #plain: ResponseVariant | undefined;
  #codings: Codings | undefined;
  /** Seconds that had passed since the render began when this object was made. */
  readonly #ageAtStart: number;
  readonly #start = performance.now();
  #saysWhatCachesMay: boolean | undefined;
  #bytes: number;
  #arena: BlockArena | undefined;

  constructor(page: NewPage) {
    this.path = page.path;
    this.tags = page.tags;
    this.renderedAt = page.renderedAt;
    this.fresh = page.fresh;
    this.stale = page.stale;
    this.#ageAtStart = Math.max(0, (Date.now() - page.renderedAt) / 1000);
    const headers =
      page.headers instanceof Headers ? page.headers : new Headers(page.headers as [string, string][]);
    this.#body = new CachedBody(page.body as string | Uint8Array<ArrayBuffer>);
    this.#isCoded = isWorthCoding(headers, this.#body);
    if (this.#isCoded) addVary(headers, "Accept-Encoding");
    this.#plain = new ResponseVariant(headers, this.#body);
    this.#bytes = pageBytes(this, headers) + this.#body.bytesInMemory;
  }

  /** As it is without a coding. */
  get plain(): ResponseVariant {
    this.#plain ??= new ResponseVariant(new Headers(JSON.parse(this.#body.label)), this.#body);
    return this.#plain;
  }

  /** Bytes of memory, without the key. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the page itself said what caches in between may do with it. */
  get saysWhatCachesMay(): boolean {
    this.#saysWhatCachesMay ??= saysWhatCachesMay(this.plain.headers, this);
    return this.#saysWhatCachesMay;
  }

  /** For a store, before it has moved. */
  get stored(): StoredPage {
    const { path, tags, renderedAt, fresh, stale, plain } = this;
    const headers = [...plain.headers];
    return { status: 200, headers, body: plain.body.newBytes, renderedAt, fresh, stale, path, tags };
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
   * The page in the coding (RFC 9110 §12.5.3) that a client gets. Most pages of a large site are asked for once, so a
   * coding is made when it is asked for a second time.
   *
   * @returns `undefined` where it is to be coded for this response alone; a promise where a coding is made first
   */
  variantFor(request: Request): ResponseVariant | Promise<ResponseVariant> | undefined {
    if (!this.#isCoded) return this.plain;
    const encoding = chooseEncoding(request.headers.get("accept-encoding"), FAST_ENCODINGS);
    if (encoding === undefined) return this.plain;
    this.#codings ??= {};
    const coding = this.#codings[encoding];
    if (coding === undefined) {
      this.#codings[encoding] = "asked";
      return undefined;
    }
    if (coding === "asked") return this.#make(this.#codings, encoding);
    return coding === "useless" ? this.plain : coding;
  }

  /**
   * Moves into the blocks of the cache, headers included: they are made again when the page is asked for again. Until then,
   * those who wait for the page have it as it came.
   */
  moveTo(arena: BlockArena): void {
    this.#arena = arena;
    const headers = JSON.stringify([...this.plain.headers]);
    if (this.#body.moveTo(arena, headers)) this.#plain = undefined;
    for (const { body } of this.#codedVariants()) body.moveTo(arena);
  }

  /** When the cache no longer has the page: what has moved must not be used again. */
  release(): void {
    this.isHeld = false;
    this.#arena = undefined;
    this.#body.release();
    for (const { body } of this.#codedVariants()) body.release();
  }

  #codedVariants(): ResponseVariant[] {
    return Object.values(this.#codings ?? {}).filter((coding) => coding instanceof ResponseVariant);
  }

  #make(codings: Codings, encoding: Encoding): ResponseVariant | Promise<ResponseVariant> {
    const made = whenSettled(this.plain.body.bytes, (bytes) => compressWell(bytes, encoding));
    if (!(made instanceof Promise)) return this.#keep(codings, encoding, made);
    const keeping = made.then((bytes) => this.#keep(codings, encoding, bytes));
    codings[encoding] = keeping;
    return keeping;
  }

  #keep(codings: Codings, encoding: Encoding, bytes: Uint8Array<ArrayBuffer>): ResponseVariant {
    if (bytes.byteLength >= this.plain.body.byteLength) {
      codings[encoding] = "useless";
      return this.plain;
    }
    const variant = this.plain.coded(bytes, encoding);
    codings[encoding] = variant;
    this.#bytes += variantBytes(variant.headers) + variant.body.bytesInMemory;
    this.onGrown?.(this);
    // Unless there is no room for it any more: then it is sent, and forgotten.
    if (this.#arena) variant.body.moveTo(this.#arena);
    return variant;
  }
}

function isWorthCoding(headers: Headers, body: CachedBody): boolean {
  return body.byteLength >= MIN_COMPRESSED_BYTES && allowsCompression(headers);
}
