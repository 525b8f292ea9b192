import type { CacheStatus } from "../../../packages/runtime/src/cache/model/cache-status.ts";
import type { CachedPage } from "../../../packages/runtime/src/cache/model/cached-page.ts";
import { changedPaths } from "../../../packages/runtime/src/cache/model/changed-paths.ts";
import { cacheKey } from "../../../packages/runtime/src/cache/model/key.ts";
import { ownTerms } from "../../../packages/runtime/src/cache/model/own-terms.ts";
import { cacheTerms } from "../../../packages/runtime/src/cache/model/policy.ts";
import { storedPage } from "../../../packages/runtime/src/cache/model/stored-page.ts";
import { Unstored } from "../../../packages/runtime/src/cache/model/unstored.ts";
import {
  type KeyedInput,
  parseKeyedInput,
  variedHeaders,
} from "../../../packages/runtime/src/cache/model/vary.ts";
import {
  PageCache,
  type Populated,
  type PopulateTask,
} from "../../../packages/runtime/src/cache/page-cache.ts";
import { memoryStore } from "../../../packages/runtime/src/cache/stores/memory.ts";
import { parseHttpDate } from "../../../packages/runtime/src/http/http-date.ts";
import { type RequestTarget, requestTarget } from "../../../packages/runtime/src/http/target.ts";

const SECONDS = 5;

/**
 * A reverse proxy that leaves every decision to Bunsen's page cache, for a suite that tests caches between two others.
 * What differs from an app: pages come from an origin instead of a render, which sees the whole request; `cacheVary` is
 * what the `Vary` of a URL's last answer named; and ages and expiry dates, which renders do not have, are read here.
 */
export class CachingProxy {
  readonly #origin: string;
  readonly #cache = new PageCache({ store: memoryStore(), namespace: "suite", maximumBytes: 0 });
  readonly #vary = new Map<string, readonly KeyedInput[]>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async answer(request: Request): Promise<Response> {
    const target = requestTarget(request.url, "/");
    if (!target || "reason" in target) return new Response(null, { status: 400 });
    if (request.method !== "GET" && request.method !== "HEAD") return this.#change(request, target);
    // As for a page that did not say in its config whose requests the cache is for.
    const hasCredentials = request.headers.has("cookie") || request.headers.has("authorization");
    return hasCredentials ? this.#forward(request, target) : this.#fromCache(request, target);
  }

  async #change(request: Request, target: RequestTarget): Promise<Response> {
    const response = await this.#forward(request, target);
    if (response.status >= 400) return response;
    for (const path of changedPaths(target, response.headers, { base: "/" })) {
      await this.#cache.invalidate({ kind: "path", path });
    }
    return response;
  }

  async #fromCache(request: Request, target: RequestTarget): Promise<Response> {
    const key = this.#key(request, target);
    const page = this.#cache.find(key);
    if (page?.state === "fresh") return respond(page, request, "HIT");
    if (page) {
      this.#cache.refresh(
        key,
        this.#populate(target, Date.now(), () => this.#forward(request, target)),
      );
      return respond(page, request, "STALE");
    }
    if (request.method === "HEAD" || this.#cache.isAlone(key)) return this.#forward(request, target);
    const sentAt = Date.now();
    const response = await this.#forward(request, target);
    this.#vary.set(target.href, keyedInputs(response.headers.get("vary")));
    const task = this.#populate(target, sentAt, async () => response);
    const outcome = await this.#cache.obtain(this.#key(request, target), task);
    if ("page" in outcome) return respond(outcome.page, request, "MISS");
    return outcome.unstored.take() ?? this.#forward(request, target);
  }

  #key(request: Request, target: RequestTarget): string {
    const vary = this.#vary.get(target.href) ?? [];
    return cacheKey(target, request.headers, { query: undefined, vary }).text;
  }

  #populate(target: RequestTarget, sentAt: number, ask: () => Promise<Response>): PopulateTask {
    const path = target.path.path;
    const render = async (): Promise<Populated> => {
      const response = await ask();
      const { headers } = response;
      const own = ownTerms(headers.get("cache-control"));
      const fresh = own.fresh ?? secondsUntilExpiry(headers);
      const terms = cacheTerms({ cachePage: true }, {}, { fresh, stale: own.stale }, 0);
      if (!terms) return unstored(response);
      const renderedAt = sentAt - 1000 * ageOf(headers);
      const varied = variedHeaders(this.#vary.get(target.href) ?? []);
      const stored = await storedPage({
        ...{ response, text: undefined, terms, path, renderedAt, varied, isForAll: true, seconds: SECONDS },
      });
      return typeof stored === "object" ? { page: stored } : unstored(response);
    };
    return { path, seconds: SECONDS, render };
  }

  async #forward(request: Request, { path, search }: RequestTarget): Promise<Response> {
    const { method, headers } = request;
    const body = request.body && (await request.arrayBuffer());
    const init = { method, headers, body, redirect: "manual", decompress: false } as const;
    try {
      const response = await fetch(this.#origin + path.path + search, init);
      if (response.status >= 200 && response.status <= 599) return response;
    } catch {
      // Whatever it is, the one in front has to be told that there is no answer.
    }
    return new Response(null, { status: 502 });
  }
}

const unstored = (response: Response): Populated => ({
  unstored: new Unstored(response, { hasFailed: false }),
});

/** The names in a `Vary`, as far as they may be in a key; those which may not keep the answer from being stored. */
function keyedInputs(vary: string | null): KeyedInput[] {
  return (vary ?? "").split(",").flatMap((name) => parseKeyedInput(name.trim()) ?? []);
}

/** The `Expires` of an answer that has no `max-age` (RFC 9111 §5.3); what is no date has passed. */
function secondsUntilExpiry(headers: Headers): number | undefined {
  const expires = headers.get("expires");
  if (expires === null) return undefined;
  const now = parseHttpDate(headers.get("date") ?? "") ?? Date.now() / 1000;
  return Math.max(0, (parseHttpDate(expires) ?? 0) - now);
}

/** Seconds that an answer is old already, by its `Age` or its `Date` (RFC 9111 §4.2.3); what is no age is the oldest. */
function ageOf(headers: Headers): number {
  const age = headers.get("age") ?? "0";
  const date = parseHttpDate(headers.get("date") ?? "");
  const apparent = date === undefined ? 0 : Math.max(0, Math.floor(Date.now() / 1000) - date);
  return Math.max(apparent, /^\d+$/.test(age) ? Number(age) : Number.MAX_SAFE_INTEGER / 1e6);
}

async function respond(page: CachedPage, request: Request, status: CacheStatus): Promise<Response> {
  const variant = (await page.variantFor(request)) ?? page.plain;
  return variant.respond(request.headers, { age: page.age, status, isOwnCopy: false });
}
