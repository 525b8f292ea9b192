import type { AppState } from "../../app/app-state.ts";
import type { CacheStatus, HeldPage } from "../../cache/model/cached-page.ts";
import { changedPaths } from "../../cache/model/changed-paths.ts";
import { type CacheKey, cacheKey } from "../../cache/model/key.ts";
import type { Fill, PageCache } from "../../cache/page-cache.ts";
import { errors } from "../../diagnostics/errors.ts";
import { logEvents, warnOnce } from "../../diagnostics/log-events.ts";
import { describeKind, finishWithin } from "../../request/finish.ts";
import type { RequestContext } from "../../request/request-context.ts";
import { inTime } from "../../util/deadline.ts";
import { settledValue, whenSettled } from "../../util/maybe-promise.ts";
import type { PreparedPage } from "../prepare.ts";
import { renderSeconds, respondWithPage } from "../respond.ts";
import type { PageCaching } from "./caching.ts";
import { fillOf, isolatedAnswer } from "./populate.ts";

/** A request for a page that may be kept. */
export interface CachedRequest {
  readonly state: AppState;
  readonly page: PreparedPage;
  readonly caching: PageCaching;
  /** Of the visitor. */
  readonly context: RequestContext;
}

/**
 * Answers for a page from the cache where page and request allow it, else by a render for this visitor.
 *
 * @throws whatever the page does
 */
export function answerPage(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
): Response | Promise<Response> {
  const { caching } = page;
  if (!caching || !(caching.who || state.cacheablePages.has(page.route.id))) {
    return respondWithPage(state, page, context);
  }
  const request = { state, page, caching, context };
  const { method } = context.req;
  if (method !== "GET" && method !== "HEAD") return answerChange(request);
  return whenSettled(mayUseCache(request), (mayUse) => (mayUse ? answerFromCache(request) : bypass(request)));
}

function mayUseCache({ page, caching, context }: CachedRequest): boolean | Promise<boolean> {
  const { who } = caching;
  if (who === undefined) return !hasCredentials(context);
  if (typeof who !== "function") return who;
  const seconds = renderSeconds(page);
  const { file } = page.route;
  const decision = inTime<unknown>(settledValue(who(context)), seconds, () => errors.deadline(file, seconds));
  return whenSettled(decision, (mayUse) => {
    if (typeof mayUse === "boolean") return mayUse;
    throw errors.invalidConfigResult(file, "cachePage", describeKind(mayUse), "true or false");
  });
}

function hasCredentials({ req }: RequestContext): boolean {
  return req.headers.has("cookie") || req.headers.has("authorization");
}

function bypass({ state, page, context }: CachedRequest): Response | Promise<Response> {
  if (state.cache) state.cache.counts.bypasses += 1;
  return whenSettled(respondWithPage(state, page, context), markBypass);
}

function markBypass(response: Response): Response {
  response.headers.set("x-bunsen-cache", "BYPASS");
  return response;
}

/** What changed something makes the stored page one of before (RFC 9111 §4.4). */
async function answerChange({ state, page, context }: CachedRequest): Promise<Response> {
  const response = await respondWithPage(state, page, context);
  const { cache, build, settings } = state;
  if (!cache || response.status >= 400) return response;
  const { trailingSlash } = settings;
  const paths = changedPaths(context, response.headers, { base: build.base, trailingSlash });
  await Promise.all(paths.map((path) => cache.invalidate({ kind: "path", path })));
  return response;
}

function answerFromCache(request: CachedRequest): Response | Promise<Response> {
  const { state, caching, context } = request;
  const key = cacheKey(context, context.req.headers, caching);
  const { cache } = state;
  if (!cache) return answerAlone(request, key);
  const page = cache.find(key.text);
  if (page) return sendHeld(request, cache, page, key);
  if (cache.isAlone(key.text)) return answerAlone(request, key);
  return obtain(request, cache, key);
}

function sendHeld(
  request: CachedRequest,
  cache: PageCache,
  page: HeldPage,
  key: CacheKey,
): Response | Promise<Response> {
  const { age } = page;
  if (page.stateAt(age) === "fresh") {
    cache.counts.hits += 1;
    return send(request, page, age, "HIT");
  }
  cache.counts.stale += 1;
  cache.refresh(key.text, fillOf(request, key));
  return send(request, page, age, "STALE");
}

async function obtain(request: CachedRequest, cache: PageCache, key: CacheKey): Promise<Response> {
  if (request.state.settings.origin.answersAnyHost) warnOnce(logEvents.cachesForAnyHost());
  const fill: Fill = fillOf(request, key);
  const outcome = await cache.obtain(key.text, fill);
  if ("unstored" in outcome) {
    const response = outcome.unstored.take();
    if (!response) return answerAlone(request, key);
    cache.counts.bypasses += 1;
    return finishAlone(response, request);
  }
  const { page, isRendered } = outcome;
  if (!isRendered) return sendHeld(request, cache, page, key);
  cache.counts.misses += 1;
  return send(request, page, page.age, "MISS");
}

/**
 * The page for one visitor who cannot share it. If its config asks for caching, it sees no more than a shared one
 * would: whether an answer was kept must not change what is in it.
 */
function answerAlone(request: CachedRequest, key: CacheKey): Response | Promise<Response> {
  const { state, caching } = request;
  if (caching.who === undefined && !state.development) return bypass(request);
  if (state.cache) state.cache.counts.bypasses += 1;
  return whenSettled(isolatedAnswer(request, key), (response) => finishAlone(response, request));
}

function finishAlone(response: Response, request: CachedRequest): Response | Promise<Response> {
  request.context.forgetNonce();
  return finish(markBypass(response), request);
}

/** What middleware set may take as long as the render of the page. */
function finish(response: Response, { page, context }: CachedRequest): Response | Promise<Response> {
  return finishWithin(renderSeconds(page), page.route.file, response, context);
}

function send(
  request: CachedRequest,
  page: HeldPage,
  age: number,
  status: CacheStatus,
): Response | Promise<Response> {
  const { state, context } = request;
  const { middleware } = state.settings.options;
  // What middleware adds is for this visitor; and it may have let nobody else see the page.
  const isGuarded = middleware !== undefined && !page.saysWhatCachesMay && hasCredentials(context);
  const response = page.answer(context.req, status, context.setsCookies || isGuarded, age);
  context.markFinite();
  context.forgetNonce();
  context.isNegotiated = context.transforms === undefined;
  return response instanceof Promise
    ? response.then((made) => finish(made, request))
    : finish(response, request);
}
