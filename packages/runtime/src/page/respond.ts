import type { AppState } from "../app-state.ts";
import type { RequestContext } from "../context.ts";
import { errors } from "../errors.ts";
import { finishResponse } from "../http/finish.ts";
import { htmlHeaders } from "../http/headers.ts";
import { errorFields, log } from "../log.ts";
import { type PageData, runServerFunctions } from "./companions.ts";
import { encodeData } from "./data-encode.ts";
import { warnAboutSize, warnOnce } from "./data-warnings.ts";
import { Deadline } from "./deadline.ts";
import { DOCUMENT_END, documentShell } from "./document.ts";
import { renderHead } from "./head.ts";
import type { PreparedPage } from "./prepare.ts";
import { type Markup, renderComplete, renderStream } from "./render.ts";
import { documentStream } from "./stream.ts";
import { createTree, type ErrorInfo, type PageView } from "./tree.ts";

/** What an error page is rendered with, beyond what any page is. */
export interface ErrorDetails {
  info: ErrorInfo;
  /** The development server's overlay. */
  overlay: string;
}

/**
 * Runs a page's server functions and renders it.
 *
 * @throws whatever the user's code throws before the shell stands
 */
export async function respondWithPage(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  error?: ErrorDetails,
): Promise<Response> {
  const seconds = page.config.renderTimeout ?? DEFAULT_RENDER_TIMEOUT;
  const deadline = new Deadline(seconds, () => {
    const late = errors.deadline(page.route.file, seconds);
    context.abort(late);
    return late;
  });
  try {
    const data = page.hasServerFunctions
      ? await deadline.race(runServerFunctions(page.levels, context))
      : { props: {} };
    if (data instanceof Response) return await finishResponse(data, context);
    return await renderPage(state, page, context, data, deadline, error);
  } catch (failure) {
    deadline.clear();
    throw failure;
  }
}

/** Seconds that server functions and render may take together. */
const DEFAULT_RENDER_TIMEOUT = 30;

async function renderPage(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  data: PageData,
  deadline: Deadline,
  error: ErrorDetails | undefined,
): Promise<Response> {
  const view = pageView(context, data, error?.info);
  const head = await deadline.race(renderHead(page, context, data));
  const markup = await deadline.race(renderMarkup(state, page, context, view, deadline));
  const assets = await state.pageAssets(page.route);
  const shell = documentShell({
    head,
    assets,
    markup,
    data: page.config.hydrate === false ? undefined : encodeView(state, page, context, view),
    overlay: error?.overlay ?? "",
  });
  const init = responseInit(data, error?.info.status);
  if (markup.late === undefined) {
    deadline.clear();
    return await finishResponse(new Response(shell + DOCUMENT_END, init), context, data.resTransform);
  }
  const body = documentStream(shell, markup.late, (reason) => {
    deadline.clear();
    if (reason !== undefined) context.abort(reason);
  });
  return await finishResponse(new Response(body, init), context, data.resTransform);
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

function encodeView(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  { props, query, params, error }: PageView,
): string {
  const url = context.href;
  const data = error ? { props, query, params, url, error } : { props, query, params, url };
  if (!state.development) return encodeData(data);
  warnAboutSize(page.route.id, data);
  return encodeData(data, (message) => warnOnce(page.route.id, message));
}

function responseInit(data: PageData, errorStatus: number | undefined): ResponseInit {
  const options = data.responseOptions;
  return {
    status: errorStatus ?? options?.status ?? 200,
    statusText: options?.statusText,
    headers: htmlHeaders(options?.headers, errorStatus !== undefined),
  };
}

/** A string while nothing suspends; once something did, that route is streamed. */
async function renderMarkup(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  view: PageView,
  deadline: Deadline,
): Promise<Markup> {
  const app = createTree(page.components, view);
  if (!state.suspendingRoutes.has(page.route.id)) {
    const markup = renderComplete(app);
    if (markup) return markup;
  }
  const options = {
    nonce: context.nonce,
    onBoundaryError: (failure: unknown) => {
      if (context.aborted) return;
      log.error(`A Suspense boundary of ${page.route.id} failed; the browser renders it again.`, {
        request: context.requestId,
        ...errorFields(failure),
      });
    },
  };
  const markup = await renderStream(app, options, (abort) => {
    context.signal.addEventListener("abort", () => abort(context.signal.reason), { once: true });
    deadline.onPassed(abort);
  });
  state.suspendingRoutes.add(page.route.id);
  return markup;
}
