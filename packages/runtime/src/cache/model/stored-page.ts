import { CachedPage } from "./cached-page.ts";
import { type Refusal, storageRefusal, type Terms } from "./policy.ts";
import { storedHeaders } from "./stored-headers.ts";
import { LARGEST_BODY, wholeBody } from "./whole-body.ts";

/** A response and what there is to know about storing it. */
export interface Storable {
  readonly response: Response;
  /** All of its body, where that is known. */
  readonly text: string | undefined;
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

/**
 * Makes the page to store of a response, whose headers become those of the page.
 *
 * @returns what stands against it; the body was not touched then, except for `body`: it is too long, or has no end
 * @throws what the body fails with
 */
export async function storedPage(storable: Storable): Promise<CachedPage | Refusal | "body"> {
  const { response, text, terms, path, renderedAt, varied, isForAll } = storable;
  const refusal = storageRefusal(response, varied);
  if (refusal) return refusal;
  if (isEventStream(response)) {
    response.body?.cancel("The page is endless.").catch(() => undefined);
    return "body";
  }
  const body = text ?? (await wholeBody(response.body, storable.seconds));
  if (body === undefined || Buffer.byteLength(body) > LARGEST_BODY) return "body";
  const headers = storedHeaders(response.headers, { terms, isForAll, varied, etag: contentTag(body) });
  const { fresh, stale, tags } = terms;
  return new CachedPage({ headers, body, renderedAt, fresh, stale, path, tags });
}

/** Whether the body of a response has no end. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

/** 128 bits of the content. No secret is in it: whoever could choose content with the same bits has the content in hand. */
function contentTag(body: Uint8Array | string): string {
  return `"${hash(body, 0n)}${hash(body, 1n)}"`;
}

function hash(body: Uint8Array | string, seed: bigint): string {
  return Bun.hash.xxHash3(body, seed).toString(16).padStart(16, "0");
}
