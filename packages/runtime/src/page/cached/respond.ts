import { tellOfInvalidation } from "../../cache/invalidation-listeners.ts";
import { type CacheStatus, setCacheStatus } from "../../cache/model/cache-status.ts";
import type { CachedPage } from "../../cache/model/cached-page.ts";
import { changedPaths } from "../../cache/model/changed-paths.ts";
import { type CacheKey, cacheKey } from "../../cache/model/key.ts";
import { ExitWithCookies } from "../../cache/model/unstored.ts";
import type { PageCache } from "../../cache/page-cache.ts";
import { errors } from "../../diagnostics/errors.ts";
import { logEvents, warnOnce } from "../../diagnostics/log-events.ts";
import { describeKind, finishWithin } from "../../request/finish.ts";
import type { RequestContext } from "../../request/request-context.ts";
import { forgetNonce, markFinite, setsCookies } from "../../request/response-marks.ts";
import { routeContext } from "../../request/user-context.ts";
import { withDeadline } from "../../util/deadline.ts";
import { settledValue, whenSettled } from "../../util/maybe-promise.ts";
import type { Pages } from "../pages.ts";
import type { PreparedPage } from "../prepare.ts";
import { renderSeconds, respondWithPage } from "../respond.ts";
import type { CachedRequest } from "./cached-request.ts";
import { populateTask, renderIsolated } from "./populate.ts";
import { repeatablePage } from "./repeatable-page.ts";

/**
 * The response to a request for a page: from the cache where page and request allow it, else rendered for this visitor.
 *
 * @throws whatever the page does
 */
export function respondToPageRequest(
  pages: Pages,
  page: PreparedPage,
  context: RequestContext,
): Response | Promise<Response> {
  const { caching } = page;
  if (!caching || !(caching.cachePage || pages.cacheableRoutes.has(page.route.id))) {
    return respondWithPage(pages, page, context);
  }
  const request = { pages, page, caching, context };
  const { method } = context.req;
  if (method !== "GET" && method !== "HEAD") return respondToChange(request);
  return whenSettled(mayUseCache(request), (mayUse) =>
    mayUse ? respondFromCache(request) : bypass(request),
  );
}

function mayUseCache({ page, caching, context }: CachedRequest): boolean | Promise<boolean> {
  const { cachePage } = caching;
  if (cachePage === undefined) return !hasCredentials(context);
  if (typeof cachePage !== "function") return cachePage;
  const seconds = renderSeconds(page);
  const { file } = page.route;
  const decision = withDeadline<unknown>(settledValue(cachePage(routeContext(context))), seconds, () =>
    errors.deadline(file, seconds),
  );
  return whenSettled(decision, (mayUse) => {
    if (typeof mayUse === "boolean") return mayUse;
    throw errors.invalidConfigResult(file, "cachePage", describeKind(mayUse), "true or false");
  });
}

function hasCredentials({ req }: RequestContext): boolean {
  return req.headers.has("cookie") || req.headers.has("authorization");
}

function bypass({ pages, page, context }: CachedRequest): Response | Promise<Response> {
  if (pages.cache) pages.cache.counts.bypasses += 1;
  return whenSettled(respondWithPage(pages, page, context), (response) => markBypass(response, context));
}

function markBypass(response: Response, context: RequestContext): Response {
  setCacheStatus(response.headers, "BYPASS");
  noteStatus(context, "BYPASS");
  return response;
}

function noteStatus({ connection: { observed } }: RequestContext, status: CacheStatus | "BYPASS"): void {
  if (observed) observed.cacheStatus = status.toLowerCase();
}

/** What changed something makes the stored page one of before (RFC 9111 §4.4). */
async function respondToChange({ pages, page, context }: CachedRequest): Promise<Response> {
  const response = await respondWithPage(pages, page, context);
  const { cache, settings, base } = pages;
  if (response.status >= 400) return response;
  const { trailingSlash } = settings;
  const paths = changedPaths(context, response.headers, { base, trailingSlash });
  await Promise.all(paths.map((path) => cache?.invalidate({ kind: "path", path })));
  for (const path of paths) tellOfInvalidation({ kind: "path", path });
  return response;
}

function respondFromCache(request: CachedRequest): Response | Promise<Response> {
  const { pages, caching, context } = request;
  const key = cacheKey(context, context.req.headers, caching);
  const { cache } = pages;
  if (!cache) return respondAlone(request, key);
  const page = cache.find(key.text);
  if (page) return sendCached(request, cache, page, key);
  if (cache.isAlone(key.text)) return respondAlone(request, key);
  return obtain(request, cache, key);
}

function sendCached(
  request: CachedRequest,
  cache: PageCache,
  page: CachedPage,
  key: CacheKey,
): Response | Promise<Response> {
  const { age } = page;
  if (page.stateAt(age) === "fresh") {
    cache.counts.hits += 1;
    return send(request, page, age, "HIT");
  }
  cache.counts.stale += 1;
  cache.refresh(key.text, populateTask(request, key));
  return send(request, page, age, "STALE");
}

const LOOK_UP = { name: "cache look-up" };

async function obtain(request: CachedRequest, cache: PageCache, key: CacheKey): Promise<Response> {
  if (request.pages.settings.origin.allowsAnyHost) warnOnce(logEvents.cachesForAnyHost());
  const { trace } = request.context;
  const task = populateTask(request, key);
  const outcome = await (trace
    ? trace.run(LOOK_UP, () => cache.obtain(key.text, task))
    : cache.obtain(key.text, task));
  if ("unstored" in outcome) {
    const exit = outcome.unstored.takeExit();
    if (exit) return leave(request, exit);
    const response = outcome.unstored.take();
    if (!response) return respondAlone(request, key);
    cache.counts.bypasses += 1;
    return finishAlone(response, request);
  }
  const { page, isRendered } = outcome;
  if (!isRendered) return sendCached(request, cache, page, key);
  cache.counts.misses += 1;
  return send(request, page, page.age, "MISS");
}

/** @throws what the page threw: its cookies are then those of this visitor's response */
function leave({ context }: CachedRequest, { failure, cookies }: ExitWithCookies): never {
  context.cookies.adopt(cookies);
  throw failure;
}

/**
 * The page for one visitor who cannot share it. If its config asks for caching, it sees no more than a shared one
 * would: whether a response is cached must not change what is in it.
 */
function respondAlone(request: CachedRequest, key: CacheKey): Response | Promise<Response> {
  const { pages, caching } = request;
  if (caching.cachePage === undefined && !pages.development) return bypass(request);
  if (pages.cache) pages.cache.counts.bypasses += 1;
  return whenSettled(renderIsolated(request, key), (response) =>
    response instanceof ExitWithCookies ? leave(request, response) : finishAlone(response, request),
  );
}

function finishAlone(response: Response, request: CachedRequest): Response | Promise<Response> {
  forgetNonce(request.context);
  return finish(markBypass(response, request.context), request);
}

/** What middleware set may take as long as the render of the page. */
function finish(response: Response, { page, context }: CachedRequest): Response | Promise<Response> {
  return finishWithin(renderSeconds(page), page.route.file, response, context);
}

function send(
  request: CachedRequest,
  page: CachedPage,
  age: number,
  status: CacheStatus,
): Response | Promise<Response> {
  const { pages, context } = request;
  const { middleware, around } = pages.settings.options;
  // What these add is for this visitor; and they may refuse the page to others.
  const isGuarded =
    (middleware ?? around) !== undefined && !page.saysWhatCachesMay && hasCredentials(context);
  noteStatus(context, status);
  const isOwnCopy = setsCookies(context.connection) || isGuarded;
  const variant = page.variantFor(context.req);
  markFinite(context);
  forgetNonce(context);
  context.isNegotiated = variant !== undefined && context.transforms === undefined;
  const time = { age, status, isOwnCopy };
  return whenSettled(variant ?? page.plain, (variant) => {
    context.connection.repeatable = repeatablePage(request, page, variant, time);
    const response = variant.respond(context.req.headers, time);
    const { observed } = context.connection;
    if (observed && response.status === 200) observed.bytes = variant.body.byteLength;
    return finish(response, request);
  });
}
