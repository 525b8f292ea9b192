import type { CacheKey } from "../../cache/model/key.ts";
import { ownTerms } from "../../cache/model/own-terms.ts";
import { cacheTerms, type Refusal, storageRefusal } from "../../cache/model/policy.ts";
import { isEventStream, storedPage } from "../../cache/model/stored-page.ts";
import { ExitWithCookies, Unstored } from "../../cache/model/unstored.ts";
import { wholeBody } from "../../cache/model/whole-body.ts";
import { isSaid, type Populated, type PopulateTask } from "../../cache/page-cache.ts";
import { logEvents, warnOnce } from "../../diagnostics/log-events.ts";
import { addDefaults } from "../../http/headers.ts";
import { OWN_COPY_ONLY } from "../../http/own-copy.ts";
import { withCookies } from "../../request/finish.ts";
import type { RequestContext } from "../../request/request-context.ts";
import { whenSettled } from "../../util/maybe-promise.ts";
import type { CacheRender } from "../page-render.ts";
import type { Pages } from "../pages.ts";
import type { PreparedPage } from "../prepare.ts";
import { renderSeconds, respondWithPage } from "../respond.ts";
import type { CachedRequest } from "./cached-request.ts";
import { isolatedContext, withoutVisitor } from "./isolate.ts";

/** How to render the page of a key for the cache. */
export function populateTask(request: CachedRequest, key: CacheKey): PopulateTask {
  return {
    path: key.target.path.path,
    seconds: renderSeconds(request.page),
    render: () => renderForCache(request, key),
  };
}

/** A response, or what a page threw after it had set cookies. */
type Rendered = Response | ExitWithCookies;

/** The page as the cache would get it, for one visitor. */
export function renderIsolated(request: CachedRequest, key: CacheKey): Rendered | Promise<Rendered> {
  const { pages } = request;
  const render: CacheRender = { data: {}, hasFailed: false };
  const context = isolatedContext(request, key);
  return whenSettled(renderOrExit(request, context, render), (response) => {
    if (response instanceof ExitWithCookies) return response;
    withCookies(response, context);
    if (pages.development) noteInDevelopment(request, render, response);
    return asOwnCopy(withPolicy(pages, context, response));
  });
}

/** @throws what the page throws, if it has set no cookie */
function renderOrExit(
  { pages, page }: CachedRequest,
  context: RequestContext,
  render: CacheRender,
): Rendered | Promise<Rendered> {
  const fail = (failure: unknown) => {
    const { cookies } = context.connection;
    if (!cookies?.changed) throw failure;
    warnNotCached(page, "set-cookie");
    return new ExitWithCookies(failure, cookies);
  };
  try {
    const response = withoutVisitor(() => respondTraced(pages, page, context, render));
    return response instanceof Promise ? response.catch(fail) : response;
  } catch (failure) {
    return fail(failure);
  }
}

function respondTraced(
  pages: Pages,
  page: PreparedPage,
  context: RequestContext,
  forCache: CacheRender,
): Response | Promise<Response> {
  const { trace } = context;
  if (!trace) return respondWithPage(pages, page, context, { forCache });
  return trace.run({ name: "cache populate" }, () => respondWithPage(pages, page, context, { forCache }));
}

/** A page whose policy names the hashes of what is in it is stored with that policy: both belong together. */
function withPolicy(
  { settings: { csp } }: Pages,
  { connection: { inline } }: RequestContext,
  response: Response,
): Response {
  if (csp && inline) addDefaults(response.headers, { [csp.header]: csp.value(undefined, inline) });
  return response;
}

/** What a production server would learn of the page, or say about it. */
function noteInDevelopment(request: CachedRequest, render: CacheRender, response: Response): void {
  const { pages, page, caching } = request;
  // An edit may have taken it out.
  if (!render.data.cachePage) pages.cacheableRoutes.delete(page.route.id);
  const refusal = storageRefusal(response, caching.varied);
  if (refusal) warnNotCached(page, refusal);
  else termsOf(request, render, response);
}

/** The terms of a response. Warns where the response's own header is the only reason not to cache it. */
function termsOf({ pages, page, caching }: CachedRequest, render: CacheRender, response: Response) {
  const { defaultExpiry } = pages.settings.cache;
  const own = ownTerms(response.headers.get("cache-control"));
  const terms = cacheTerms(caching.rules, render.data, own, defaultExpiry);
  const isOldAtOnce = !terms && !storageRefusal(response, caching.varied);
  if (isOldAtOnce && cacheTerms(caching.rules, render.data, {}, defaultExpiry))
    warnNotCached(page, "max-age");
  return terms;
}

function warnNotCached({ route }: PreparedPage, refusal: Reason): void {
  const reason = REASONS[refusal];
  if (reason) warnOnce(logEvents.pageNotCached(route.id, reason));
}

/** Rendered for the cache and not stored: then no other cache may store it, either. */
function asOwnCopy(response: Response): Response {
  addDefaults(response.headers, { "cache-control": OWN_COPY_ONLY });
  return response;
}

async function renderForCache(request: CachedRequest, key: CacheKey): Promise<Populated> {
  const { pages, page, caching } = request;
  const renderedAt = Date.now();
  const context = isolatedContext(request, key);
  const render: CacheRender = { data: {}, hasFailed: false };
  const rendered = await renderOrExit(request, context, render);
  if (rendered instanceof ExitWithCookies) return forOne(rendered, !isSaid(rendered.failure));
  const response = withPolicy(pages, context, withCookies(rendered, context));
  const hasFailed = render.hasFailed || response.status >= 500;
  const terms = termsOf(request, render, response);
  if (!terms) return forOne(response, hasFailed);
  const refusal = storageRefusal(response, caching.varied);
  if (refusal === "status" || (!refusal && hasFailed)) return forAll(request, key, response, hasFailed);
  const { document } = render;
  const stored = await storedPage({
    response,
    // A transform may have made another response, with another body.
    text: document?.response === response ? document.text : undefined,
    terms,
    path: key.target.path.path,
    renderedAt,
    varied: caching.varied,
    isForAll: caching.cachePage === true,
    seconds: renderSeconds(page),
  });
  if (typeof stored === "object") return { page: stored };
  warnNotCached(page, stored);
  // Its body was begun and is of no use any more.
  if (stored === "body") return forOne(await renderIsolated(request, key), false);
  return forOne(response, hasFailed);
}

/** A response that the page, or what is in the response, keeps from others. */
function forOne(rendered: Rendered, hasFailed: boolean): Populated {
  const own = rendered instanceof ExitWithCookies ? rendered : asOwnCopy(rendered);
  return { unstored: new Unstored(own, { hasFailed }) };
}

/**
 * A response that is not stored only because it is not the page as it should be: what failed once is asked for once, and
 * not by every visitor who waits.
 */
async function forAll(
  request: CachedRequest,
  key: CacheKey,
  response: Response,
  hasFailed: boolean,
): Promise<Populated> {
  if (isEventStream(response)) return forOne(response, hasFailed);
  const body = await wholeBody(response.body, renderSeconds(request.page));
  if (!body) return forOne(await renderIsolated(request, key), hasFailed);
  return { unstored: new Unstored(asOwnCopy(response), { hasFailed, body }) };
}

/** Why a response is not cached although the page asks for it. */
type Reason = Refusal | "body" | "max-age";

/** Those that a user would not expect. */
const REASONS: Record<Reason, string | undefined> = {
  status: undefined,
  "set-cookie": "it sets a cookie, which would be every visitor's. Set it in middleware or in an endpoint.",
  "cache-control": "its Cache-Control header says private, no-store or no-cache.",
  vary: "its Vary header names what is not in its cacheVary.",
  "max-age":
    "its Cache-Control header says that it is old at once. A cacheExpiry in its config keeps it all the same.",
  body: "its body is larger than 32 MB, or does not end within its renderTimeout.",
};
