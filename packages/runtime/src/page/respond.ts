import type { ReactNode } from "react";
import type { ErrorInfo } from "../api/types.ts";
import { BYPASS_HEADERS } from "../cache/model/cache-status.ts";
import type { CacheRules } from "../cache/model/policy.ts";
import type { ErrorRoute } from "../contract/route-table.ts";
import { errors } from "../diagnostics/errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents, warnOnce } from "../diagnostics/log-events.ts";
import { createNonce } from "../http/csp.ts";
import { htmlHeaders, mergeHeaders } from "../http/headers.ts";
import { extractInlineHashes } from "../http/inline-hashes.ts";
import { DEFAULT_RENDER_TIMEOUT, isDeadline, requestDeadline } from "../request/deadline.ts";
import { finishInTime, finishResponse } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { allowInline, markFinite, renderFor } from "../request/response-marks.ts";
import { userResponse } from "../request/user-response.ts";
import type { Deadline } from "../util/deadline.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { encodeData } from "./data-encode.ts";
import { UnsendableValueError } from "./data-unsendable.ts";
import { warnAboutSize } from "./data-warnings.ts";
import { DOCUMENT_END, documentShell } from "./document.ts";
import { renderHead } from "./head.ts";
import { type PageData, runServerFunctions } from "./levels.ts";
import type { Pages } from "./pages.ts";
import type { PreparedPage } from "./prepare.ts";
import { type Markup, renderComplete, renderStream } from "./render.ts";
import { RenderStyles } from "./render-styles.ts";
import { documentStream } from "./stream.ts";
import { createTree } from "./tree.ts";
import type { PageView } from "./view-context.ts";

/** What an error page is rendered with, beyond what any page is. */
export interface ErrorDetails {
  info: ErrorInfo;
  /** The development server's overlay. */
  overlay: string;
  /** The error page as the route table has it; what is rendered may lack a wrapper that fails. */
  route: ErrorRoute;
}

/** The result of a render for the cache, besides the response. */
export interface CacheRender {
  /** What the server functions returned. */
  data: CacheRules;
  /** Whether a Suspense boundary failed: what the browser is left to render is not in the page. */
  hasFailed: boolean;
  /** The page as text, and the response that was made of it; `undefined` for a stream. */
  document?: { readonly text: string; readonly response: Response };
}

/** Renders that are not of a page for a visitor. */
export interface SpecialRender {
  error?: ErrorDetails;
  /** The page is rendered for the cache: nothing of it may come late. The render writes its result here. */
  forCache?: CacheRender;
}

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

/** One render of a page. */
interface PageRender {
  readonly pages: Pages;
  readonly page: PreparedPage;
  readonly context: RequestContext;
  readonly deadline: Deadline;
  readonly error: ErrorDetails | undefined;
  readonly forCache: CacheRender | undefined;
}

function renderPage(render: PageRender, data: PageData): Response | Promise<Response> {
  const { pages, page, context, deadline, error } = render;
  if (render.forCache) render.forCache.data = data;
  else if (data.cachePage && !error) pages.cacheableRoutes.add(page.route.id);
  if (data.response) return sendInstead(render, data.response, data.responseFile);
  context.renders = true;
  const view = pageView(context, data, error?.info);
  return whenSettled(deadline.race(renderHead(page, context, data)), (head) =>
    whenSettled(deadline.race(renderMarkup(render, view)), (markup) =>
      whenSettled(pages.assets(error?.route ?? page.route), (assets) =>
        whenSettled(markup.styles.takeLinks(pages.stylesheets, assets.head), (lazyStyles) => {
          const encoded = hydrates(page, error) ? encodeView(render, view) : undefined;
          const overlay = error?.overlay ?? "";
          const nonce = pages.settings.csp?.isStrict && encoded !== undefined ? context.nonce : "";
          const shell = documentShell({
            head,
            assets,
            lazyStyles,
            markup,
            data: encoded,
            inPlace: pages.inPlaceBuild(page),
            isPostResult: context.req.method === "POST",
            overlay,
            nonce: nonce || undefined,
          });
          return send(render, data, shell, markup);
        }),
      ),
    ),
  );
}

function send(
  render: PageRender,
  data: PageData,
  shell: string,
  { late, styles }: Markup,
): Response | Promise<Response> {
  const { pages, context, deadline } = render;
  const init = responseInit(render, data);
  if (late === undefined) {
    markFinite(context);
    const text = shell + DOCUMENT_END;
    const response = new Response(text, init);
    if (render.forCache) render.forCache.document = { text, response };
    return finishInTime(response, context, deadline);
  }
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
function lateStyles(pages: Pages, styles: RenderStyles, context: RequestContext) {
  const { before, after } = styles.takeCollected(pages.refusesInline ? context.nonce : "");
  return whenSettled(styles.takeLinks(pages.stylesheets), (links) => before + links + after);
}

/** The script of an error page is made for all of its wrappers: without one of them the page stays as it is. */
function hydrates(page: PreparedPage, error: ErrorDetails | undefined): boolean {
  return page.config.hydrate !== false && (error === undefined || error.route === page.route);
}

function pageView(context: RequestContext, data: PageData, error: ErrorInfo | undefined): PageView {
  return {
    props: data.props,
    query: data.query ?? context.query,
    params: context.params,
    get url() {
      return context.url;
    },
    error,
  };
}

function encodeView({ pages, page, context }: PageRender, view: PageView): string {
  const { props, query, params, error } = view;
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

function responseInit({ page, error, forCache }: PageRender, data: PageData): ResponseInit {
  const options = data.responseOptions;
  const status = error?.info.status ?? options?.status ?? 200;
  const headers = htmlHeaders(options?.headers, error ? "error" : forCache ? "cache" : "visitor");
  const isBypass = data.cachePage && page.caching && !error && !forCache;
  return { status, statusText: options?.statusText, headers: isBypass ? withBypass(headers) : headers };
}

/** For the first visitor, whose response shows that the page may be cached. */
function withBypass(own: HeadersInit): Headers {
  return mergeHeaders(BYPASS_HEADERS, own);
}

/** A string, made at once, while nothing suspends or needs a nonce; once something did, that route is streamed. */
function renderMarkup(render: PageRender, view: PageView): Markup | Promise<Markup> {
  const { pages, page } = render;
  const app = createTree(page.components, view);
  const createStyles = () => new RenderStyles(pages.settings.options.collectStyles);
  const isStreamed = pages.streamedRoutes.has(page.route.id);
  return (
    (isStreamed ? undefined : renderComplete(app, createStyles(), pages.refusesInline)) ??
    renderLate(render, app, createStyles())
  );
}

async function renderLate(render: PageRender, app: ReactNode, styles: RenderStyles): Promise<Markup> {
  const { pages, page, context, deadline, forCache } = render;
  const logBoundary = boundaryLog(page, context);
  const isForAll = forCache !== undefined || Boolean(page.config.prerender);
  // One for all is known to nobody: it only marks what is React's.
  const nonce = isForAll ? (pages.refusesInline ? createNonce() : "") : context.nonce;
  const options = {
    nonce,
    styleNonce: pages.refusesInline ? nonce : "",
    // What puts a late boundary in its place is a script that needs a nonce.
    whole: page.config.hydrate === false || isForAll,
    onBoundaryError(failure: unknown) {
      if (forCache) forCache.hasFailed = true;
      logBoundary(failure);
    },
  };
  const markup = await renderStream(app, styles, options, (abort) => {
    context.signal.addEventListener("abort", () => abort(context.signal.reason), { once: true });
    deadline.onPassed(abort);
  });
  pages.streamedRoutes.add(page.route.id);
  return isForAll && nonce !== "" ? allowByHash(markup, nonce, context) : markup;
}

/** Of a page that several visitors get, the header names the hashes of what is inline. */
function allowByHash(markup: Markup, nonce: string, context: RequestContext): Markup {
  const hoisted = extractInlineHashes(markup.hoisted, nonce);
  const root = extractInlineHashes(markup.root, nonce);
  const before = extractInlineHashes(markup.collected.before, nonce);
  const after = extractInlineHashes(markup.collected.after, nonce);
  const scripts = [...hoisted.hashes.scripts, ...root.hashes.scripts];
  const styles = [hoisted, root, before, after].flatMap(({ hashes }) => hashes.styles);
  if (scripts.length + styles.length > 0) allowInline(context, { scripts, styles });
  const collected = { before: before.html, after: after.html };
  return { ...markup, hoisted: hoisted.html, root: root.html, collected };
}

/** Logs what fails after the shell; a passed deadline, which fails every open boundary, once. */
function boundaryLog(page: PreparedPage, context: RequestContext): (failure: unknown) => void {
  const outcome = page.config.hydrate === false ? "its fallback stays" : "the browser renders it again";
  let late = false;
  return (failure) => {
    if (context.abortScope.clientLeft || (late && isDeadline(failure))) return;
    late ||= isDeadline(failure);
    logError(logEvents.boundaryFailed(page.route.id, outcome), {
      request: context.requestId,
      ...errorFields(failure),
    });
  };
}
