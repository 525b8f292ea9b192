import type { ErrorInfo } from "../api/types.ts";
import { BYPASS_HEADERS } from "../cache/model/cache-status.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import { errors } from "../diagnostics/errors.ts";
import { logEvents, warnOnce } from "../diagnostics/log-events.ts";
import { htmlHeaders, mergeHeaders } from "../http/headers.ts";
import { pageToken } from "../live/page-token.ts";
import { DEFAULT_RENDER_TIMEOUT, requestDeadline } from "../request/deadline.ts";
import { logFailure } from "../request/failure.ts";
import { finishInTime, finishResponse } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { markFinite, markStreamed, renderFor } from "../request/response-marks.ts";
import { userResponse } from "../request/user-response.ts";
import type { Deadline } from "../util/deadline.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { encodeData } from "./data-encode.ts";
import { UnsendableValueError } from "./data-unsendable.ts";
import { warnAboutSize } from "./data-warnings.ts";
import type { DeferredProps } from "./deferred.ts";
import { DeferredBlocks, deferProps } from "./deferred-blocks.ts";
import { DOCUMENT_END, documentShell } from "./document.ts";
import { renderHead } from "./head.ts";
import { type Late, LateMarkup } from "./late.ts";
import { type PageData, runServerFunctions } from "./levels.ts";
import { type ErrorDetails, isForAll, type PageRender, type SpecialRender } from "./page-render.ts";
import type { Pages } from "./pages.ts";
import type { PreparedPage } from "./prepare.ts";
import type { Markup } from "./render.ts";
import { renderMarkup } from "./render-markup.ts";
import type { RenderStyles } from "./render-styles.ts";
import { documentStream } from "./stream.ts";
import type { PageView } from "./view-context.ts";

/**
 * Runs a page's server functions and renders it; at once where nothing has to be waited for.
 *
 * @throws whatever the user's code throws before the shell stands
 */
export function respondWithPage(
  pages: Pages,
  page: PreparedPage,
  context: RequestContext,
  special: SpecialRender = PLAIN,
): Response | Promise<Response> {
  const deadline = requestDeadline(context, page.route.file, renderSeconds(page));
  const { error, forCache } = special;
  // Whoever reads one visitor's nonce in a page for all could forge scripts for the next.
  if (page.config.prerender) renderFor(context, "all");
  else if (error) renderFor(context, "visitor");
  const render = { pages, page, context, deadline, error, forCache };
  try {
    const data = page.hasServerFunctions ? runServerFunctions(page.levels, context) : NO_DATA;
    const response = whenSettled(deadline.race(data), (data) => renderPage(render, data));
    return response instanceof Promise ? response.catch((failure) => abandon(deadline, failure)) : response;
  } catch (failure) {
    return abandon(deadline, failure);
  }
}

/** Seconds that the page's work may take. */
export function renderSeconds({ config }: PreparedPage): number {
  return config.renderTimeout ?? DEFAULT_RENDER_TIMEOUT;
}

const NO_DATA: PageData = { props: {} };
const PLAIN: SpecialRender = {};

function abandon(deadline: Deadline, failure: unknown): never {
  deadline.clear();
  throw failure;
}

function renderPage(render: PageRender, data: PageData): Response | Promise<Response> {
  const { pages, page, context, deadline, error } = render;
  if (render.forCache) render.forCache.data = data;
  else if (data.cachePage && !error) pages.cacheableRoutes.add(page.route.id);
  if (data.response) return sendInstead(render, data.response, data.responseFile);
  context.renders = true;
  const deferred = deferProps(render, data);
  // A page for all is sent whole.
  if (deferred && isForAll(render)) {
    return whenSettled(deadline.race(deferred.all()), () => renderTraced(render, data, deferred));
  }
  return renderTraced(render, data, deferred);
}

function renderTraced(
  render: PageRender,
  data: PageData,
  deferred: DeferredProps | undefined,
): Response | Promise<Response> {
  const { trace } = render.context;
  if (!trace) return renderView(render, data, deferred);
  return trace.run({ name: `render ${render.page.route.id}` }, () => renderView(render, data, deferred));
}

function renderView(
  render: PageRender,
  data: PageData,
  deferred: DeferredProps | undefined,
): Response | Promise<Response> {
  const { pages, page, context, deadline, error } = render;
  const view = pageView(context, data, deferred?.props ?? data.props, error?.info);
  return whenSettled(deadline.race(renderHead(page, context, data)), (head) =>
    whenSettled(deadline.race(renderMarkup(render, view, deferred)), (markup) =>
      whenSettled(pages.assets(error?.route ?? page.route), (assets) =>
        whenSettled(markup.styles.takeLinks(pages.stylesheets, assets.head), (lazyStyles) => {
          const isHydrated = hydrates(page, error);
          const encoded = isHydrated ? encodeView(render, view, deferred?.others ?? view.props) : undefined;
          const overlay = error?.overlay ?? "";
          const nonce = pages.settings.csp?.isStrict && encoded !== undefined ? context.nonce : "";
          const shell = documentShell({
            head,
            assets,
            lazyStyles: lazyStyles + pages.viewTransitions,
            markup,
            data: encoded,
            deferred: deferred?.names,
            inPlace: pages.inPlaceBuild(page),
            isPostResult: context.req.method === "POST",
            live: liveToken(render, data),
            overlay,
            nonce: nonce || undefined,
          });
          if (!isHydrated || !deferred) return send(render, data, shell, markup);
          const { values, late } = withDeferred(render, markup.late, deferred);
          return send(render, data, shell + values, { styles: markup.styles, late });
        }),
      ),
    ),
  );
}

function send(
  render: PageRender,
  data: PageData,
  shell: string,
  { late, styles }: { late: Late | undefined; styles: RenderStyles },
): Response | Promise<Response> {
  const { pages, context, deadline } = render;
  const init = responseInit(render, data);
  if (late === undefined) {
    const text = shell + DOCUMENT_END;
    markFinite(context, text);
    const response = new Response(text, init);
    if (render.forCache) render.forCache.document = { text, response };
    return finishInTime(response, context, deadline);
  }
  markStreamed(context);
  const body = documentStream(
    shell,
    late,
    () => lateStyles(pages, styles, context),
    (how) => {
      deadline.clear();
      if (how === "left") context.abortScope.clientLeaves();
    },
  );
  return finishResponse(new Response(body, init), context, deadline);
}

/** Late boundaries are those of pages for one visitor, whose nonce may be sent. */
async function lateStyles(pages: Pages, styles: RenderStyles, context: RequestContext): Promise<string> {
  try {
    const { before, after } = styles.takeCollected(context.nonce);
    return before + (await styles.takeLinks(pages.stylesheets)) + after;
  } catch (failure) {
    logFailure(failure, context);
    throw failure;
  }
}

/** The script of an error page is made for all of its wrappers: without one of them the page stays as it is. */
function hydrates(page: PreparedPage, error: ErrorDetails | undefined): boolean {
  return page.config.hydrate !== false && (error === undefined || error.route === page.route);
}

/** The values of deferred props that are there with the shell, and those that follow among the late boundaries. */
function withDeferred(
  render: PageRender,
  late: Markup["late"],
  deferred: DeferredProps,
): { values: string; late: Late | undefined } {
  const blocks = new DeferredBlocks(deferred, render);
  const values = blocks.take();
  if (blocks.ended) return { values, late };
  render.deadline.onPassed((reason) => deferred.giveUp(reason));
  return { values, late: new LateMarkup(blocks, late) };
}

function pageView(
  context: RequestContext,
  data: PageData,
  props: PageView["props"],
  error: ErrorInfo | undefined,
): PageView {
  return {
    props,
    query: data.query ?? context.query,
    params: context.params,
    get url() {
      return context.url;
    },
    error,
  };
}

function encodeView(
  { pages, page, context }: PageRender,
  { query, params, error }: PageView,
  props: PageView["props"],
): string {
  const url = context.href;
  const data = { props, query, params, url, error, publicEnv: pages.publicEnv };
  try {
    if (!pages.development) return encodeData(data);
    warnAboutSize(page.route.id, data);
    return encodeData(data, (what) => warnOnce(logEvents.prototypeKey(page.route.id, what)));
  } catch (failure) {
    throw failure instanceof UnsendableValueError
      ? errors.unsendable(page.route.file, failure.message)
      : failure;
  }
}

/**
 * For the tab of a live page. Not for what a form got back, which a refresh would lose, and not where the policy forbids to parse HTML.
 */
function liveToken(
  { pages, page, context, error, forCache }: PageRender,
  data: PageData,
): string | undefined {
  const { live, csp } = pages.settings;
  if (page.config.live !== true || error || isPartOfBuild()) return undefined;
  if (context.req.method === "POST" || csp?.requiresTrustedTypes) return undefined;
  const tags = new Set([...(page.config.cacheTags ?? []), ...(data.cacheTags ?? [])]);
  return pageToken(live, { path: context.path.path, tags: [...tags] }, forCache !== undefined);
}

/** What a server function returned in place of the page; a redirect is ours. */
function sendInstead(
  { context, deadline }: PageRender,
  response: Response,
  file: string | undefined,
): Response | Promise<Response> {
  if (file === undefined) return finishResponse(response, context, deadline);
  return whenSettled(deadline.race(userResponse(response, file, context.req)), (own) =>
    finishResponse(own, context, deadline),
  );
}

function responseInit({ pages, page, error, forCache }: PageRender, data: PageData): ResponseInit {
  const options = data.responseOptions;
  const status = error?.info.status ?? options?.status ?? 200;
  const own = htmlHeaders(options?.headers, error ? "error" : forCache ? "cache" : "visitor");
  const documentHeaders = pages.documentHeaders(page);
  const headers = documentHeaders ? mergeHeaders(documentHeaders, own) : own;
  const isBypass = data.cachePage && page.caching && !error && !forCache;
  return { status, statusText: options?.statusText, headers: isBypass ? withBypass(headers) : headers };
}

/** For the first visitor, whose response shows that the page may be cached. */
function withBypass(own: HeadersInit): Headers {
  return mergeHeaders(BYPASS_HEADERS, own);
}
