import type { ReactNode } from "react";
import type { AppState } from "../app-state.ts";
import type { RequestContext } from "../context.ts";
import { errors } from "../errors.ts";
import { finishResponse } from "../http/finish.ts";
import { htmlHeaders } from "../http/headers.ts";
import { errorFields, log } from "../log.ts";
import type { ErrorRoute } from "../route/table.ts";
import { type PageData, runServerFunctions } from "./companions.ts";
import { encodeData } from "./data-encode.ts";
import { UnsendableValueError } from "./data-unsendable.ts";
import { warnAboutSize, warnOnce } from "./data-warnings.ts";
import { Deadline, isDeadline } from "./deadline.ts";
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
  /** The error page as the route table has it; what is rendered may lack a wrapper that fails. */
  route: ErrorRoute;
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
    if (data.response) return await finish(data.response, context, data);
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
  const assets = await state.pageAssets(error?.route ?? page.route);
  const shell = documentShell({
    head,
    assets,
    markup,
    data: hydrates(page, error) ? encodeView(state, page, context, view) : undefined,
    overlay: error?.overlay ?? "",
  });
  const init = responseInit(data, error?.info.status);
  if (markup.late === undefined) {
    deadline.clear();
    if (!data.resTransform) context.markFinite();
    return await finish(new Response(shell + DOCUMENT_END, init), context, data);
  }
  const body = documentStream(shell, markup.late, (how) => {
    deadline.clear();
    if (how === "left") context.clientLeaves();
  });
  return await finish(new Response(body, init), context, data);
}

/** The script of an error page is made for all of its wrappers: without one of them the page stays as it is. */
function hydrates(page: PreparedPage, error: ErrorDetails | undefined): boolean {
  return page.config.hydrate !== false && (error === undefined || error.route === page.route);
}

/** Transform and cookies. A transform that fails is not asked again for the error page. */
function finish(response: Response, context: RequestContext, data: PageData): Response | Promise<Response> {
  const finished = finishResponse(response, context, data.resTransform);
  if (!(finished instanceof Promise)) return finished;
  return finished.catch((failure) => {
    context.resTransform = undefined;
    throw failure;
  });
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
  const data = { props, query, params, url, error, publicEnv: state.publicEnv };
  try {
    if (!state.development) return encodeData(data);
    warnAboutSize(page.route.id, data);
    return encodeData(data, (message) => warnOnce(page.route.id, message));
  } catch (failure) {
    throw failure instanceof UnsendableValueError
      ? errors.unsendable(page.route.file, failure.message)
      : failure;
  }
}

function responseInit(data: PageData, errorStatus: number | undefined): ResponseInit {
  const options = data.responseOptions;
  return {
    status: errorStatus ?? options?.status ?? 200,
    statusText: options?.statusText,
    headers: htmlHeaders(options?.headers, errorStatus !== undefined),
  };
}

/** A string, made at once, while nothing suspends; once something did, that route is streamed. */
function renderMarkup(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  view: PageView,
  deadline: Deadline,
): Markup | Promise<Markup> {
  const app = createTree(page.components, view);
  const isStreamed = state.suspendingRoutes.has(page.route.id);
  return (isStreamed ? undefined : renderComplete(app)) ?? renderLate(state, page, context, app, deadline);
}

async function renderLate(
  state: AppState,
  page: PreparedPage,
  context: RequestContext,
  app: ReactNode,
  deadline: Deadline,
): Promise<Markup> {
  const options = {
    nonce: context.nonce,
    whole: page.config.hydrate === false,
    onBoundaryError: boundaryLog(page, context),
  };
  const markup = await renderStream(app, options, (abort) => {
    context.signal.addEventListener("abort", () => abort(context.signal.reason), { once: true });
    deadline.onPassed(abort);
  });
  state.suspendingRoutes.add(page.route.id);
  return markup;
}

/** Logs what fails after the shell; a passed deadline, which fails every open boundary, once. */
function boundaryLog(page: PreparedPage, context: RequestContext): (failure: unknown) => void {
  const outcome = page.config.hydrate === false ? "its fallback stays" : "the browser renders it again";
  let late = false;
  return (failure) => {
    if (context.clientLeft || (late && isDeadline(failure))) return;
    late ||= isDeadline(failure);
    log.error(`A Suspense boundary of ${page.route.id} failed; ${outcome}.`, {
      request: context.requestId,
      ...errorFields(failure),
    });
  };
}
