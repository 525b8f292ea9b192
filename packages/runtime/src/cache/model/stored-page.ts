import type { StoredEncoding, StoredPage } from "../../api/cache-store.ts";
import { compressWell } from "../../http/compress.ts";
import { MIN_COMPRESSED_BYTES } from "../../http/compress-response.ts";
import { isCompressible } from "../../http/media-type.ts";
import { type Refusal, storageRefusal, type Terms } from "./policy.ts";
import { storedHeaders } from "./stored-headers.ts";
import { wholeBody } from "./whole-body.ts";

/** A response and what there is to know about storing it. */
export interface Storable {
  readonly response: Response;
  readonly terms: Terms;
  /** The canonical path. */
  readonly path: string;
  /** Milliseconds since 1970 when its render began. */
  readonly renderedAt: number;
  /** Request headers that are in the key, lower case. */
  readonly varied: readonly string[];
  /** Whether every visitor gets this page. */
  readonly isForAll: boolean;
  /** Seconds that reading the body may take. */
  readonly seconds: number;
}

/** Both are made once, so a stronger level than for a single response costs nothing. */
const ENCODINGS: readonly StoredEncoding[] = ["zstd", "gzip"];

/**
 * Makes the page to store of a response, its body read and compressed.
 *
 * @returns what stands against it; the body was not touched then, except for `body`: it is too long, or has no end
 * @throws what the body fails with
 */
export async function storedPage(storable: Storable): Promise<StoredPage | Refusal | "body"> {
  const { response, terms, path, renderedAt, varied, isForAll } = storable;
  const refusal = storageRefusal(response, varied);
  if (refusal) return refusal;
  const type = response.headers.get("content-type") ?? "";
  if (isEventStream(response)) {
    response.body?.cancel("The page is endless.").catch(() => undefined);
    return "body";
  }
  const body = await wholeBody(response.body, storable.seconds);
  if (!body) return "body";
  const isPlain = !response.headers.has("content-encoding");
  const encoded = isPlain && isCompressible(type) ? await compressed(body) : {};
  const headers = storedHeaders(response.headers, { terms, isForAll, varied, etag: contentTag(body) });
  const { fresh, stale, tags } = terms;
  return { status: 200, headers, body, encoded, renderedAt, fresh, stale, path, tags };
}

/** Whether the body of a response has no end. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

async function compressed(
  body: Uint8Array<ArrayBuffer>,
): Promise<Partial<Record<StoredEncoding, Uint8Array<ArrayBuffer>>>> {
  if (body.byteLength < MIN_COMPRESSED_BYTES) return {};
  const forms = await Promise.all(
    ENCODINGS.map(async (encoding) => [encoding, await compressWell(body, encoding)] as const),
  );
  return Object.fromEntries(forms.filter(([, bytes]) => bytes.byteLength < body.byteLength));
}

/** 128 bits of the content. */
function contentTag(body: Uint8Array): string {
  return `"${new Bun.CryptoHasher("sha256").update(body).digest("base64url").slice(0, 22)}"`;
}
