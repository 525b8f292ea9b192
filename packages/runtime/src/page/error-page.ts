import type { ErrorInfo } from "../api/types.ts";
import type { ErrorRoute, PageRoute } from "../contract/route-table.ts";
import { HttpError, Redirect } from "../diagnostics/http-errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logEvents, logWarning } from "../diagnostics/log-events.ts";
import { ERROR_PAGE_HEADERS } from "../http/headers.ts";
import { DEFAULT_RENDER_TIMEOUT, isDeadline } from "../request/deadline.ts";
import { errorInfo, logFailure, respondWithRedirect } from "../request/failure.ts";
import type { RequestContext } from "../request/request-context.ts";
import { renderFor } from "../request/response-marks.ts";
import { escapeHtml } from "./head-html.ts";
import type { ErrorDetails } from "./page-render.ts";
import type { Pages } from "./pages.ts";
import { respondWithPage } from "./respond.ts";

/** For `onRequest` only, since no client reads it: the status that nginx notes for a client that left. */
const CLIENT_LEFT = 499;

/**
 * Turns whatever a page threw into a response: redirect, error page, or the built-in page as the last resort.
 *
 * @param seconds the page's `renderTimeout`
 */
export async function respondToPageFailure(
  pages: Pages,
  error: unknown,
  context: RequestContext,
  route: PageRoute | undefined,
  seconds = DEFAULT_RENDER_TIMEOUT,
): Promise<Response> {
  if (error instanceof Redirect) {
    try {
      return await respondWithRedirect(error, context, seconds);
    } catch (failure) {
      return respondToPageFailure(pages, failure, context, route, seconds);
    }
  }
  if (context.abortScope.clientLeft) return new Response(null, { status: CLIENT_LEFT });
  logFailure(error, context);
  // The error page has a time of its own: companions that heed `signal` would otherwise give up at once.
  if (isDeadline(error)) context.abortScope.renew();
  const info = errorInfo(error, context, pages.development !== undefined);
  const overlay = error instanceof HttpError ? "" : await developmentOverlay(pages, error);
  const errorRoute = pages.errorRoute(info.status, context.path, route);
  if (errorRoute) {
    const response = await renderErrorRoute(pages, errorRoute, context, { info, overlay, route: errorRoute });
    if (response) return response;
  }
  renderFor(context, "visitor");
  const isMissing = route === undefined && info.status === 404;
  const html = builtInErrorPage(info, {
    hint: isMissing ? (pages.development?.routeHint(context.path.path) ?? "") : "",
    overlay: overlay || (pages.development?.recovery() ?? ""),
    nonce: context.nonce,
  });
  return new Response(html, { status: info.status, headers: ERROR_PAGE_HEADERS });
}

function developmentOverlay(pages: Pages, error: unknown): string | Promise<string> {
  const { development } = pages;
  development?.requestFailed(error);
  return development?.errorOverlay(error) ?? "";
}

/**
 * Renders an error page inside its wrappers; if that fails, without the wrapper that fails, and at last alone.
 * Where a server function fails, so do the wrappers inside of it, which it may guard.
 *
 * @returns `undefined` if it cannot be rendered at all
 */
async function renderErrorRoute(
  pages: Pages,
  route: ErrorRoute,
  context: RequestContext,
  details: ErrorDetails,
): Promise<Response | undefined> {
  let attempt: ErrorRoute | undefined = route;
  let others: ErrorRoute[] | undefined;
  while (attempt) {
    context.renders = false;
    try {
      const page = await pages.page(attempt);
      return await respondWithPage(pages, page, context, { error: details });
    } catch (failure) {
      if (failure instanceof Redirect)
        return await respondWithRedirect(failure, context, DEFAULT_RENDER_TIMEOUT);
      logWarning(logEvents.errorPageFailed(attempt.file, describeWrappers(attempt)), {
        request: context.requestId,
        phase: context.renders ? "render" : undefined,
        ...errorFields(failure),
      });
      others ??= context.renders ? withoutEach(route) : outsideOfEach(route);
    }
    attempt = others.shift();
  }
  return undefined;
}

/** The error page without one of its wrappers, the innermost first, and at last alone. */
function withoutEach(route: ErrorRoute): ErrorRoute[] {
  const without = route.wrappers.map((omitted, index) => ({
    ...route,
    id: `${route.id} without ${omitted.file ?? omitted.server}`,
    wrappers: route.wrappers.toSpliced(index, 1),
  }));
  const alone = { ...route, id: `${route.id} alone`, wrappers: [] };
  return route.wrappers.length > 1 ? [...without.reverse(), alone] : without;
}

/** The error page without one of its wrappers and all inside of that, the innermost first. */
function outsideOfEach(route: ErrorRoute): ErrorRoute[] {
  const outside = route.wrappers.map((omitted, index) => ({
    ...route,
    id: `${route.id} outside of ${omitted.file ?? omitted.server}`,
    wrappers: route.wrappers.slice(0, index),
  }));
  return outside.reverse();
}

function describeWrappers(route: ErrorRoute): string {
  if (route.wrappers.length === 0) return "on its own";
  return `inside ${route.wrappers.map((wrapper) => wrapper.file ?? wrapper.server).join(" and ")}`;
}

interface BuiltInPageOptions {
  /** What to do, for developers; empty otherwise. */
  hint: string;
  /** The development server's error overlay, or what it has in every page; empty otherwise. */
  overlay: string;
  /** For the style in it; empty where no policy asks for one. */
  nonce: string;
}

/** The page of an app without error pages, and the last resort when those fail. Needs no script and no style file. */
function builtInErrorPage(info: ErrorInfo, { hint, overlay, nonce }: BuiltInPageOptions): string {
  const reference = info.requestId
    ? `<p>If you report this, please mention the reference <code>${escapeHtml(info.requestId)}</code>.</p>`
    : "";
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${info.status}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
    `<style${nonce === "" ? "" : ` nonce="${nonce}"`}>` +
    ":root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;" +
    "margin:15vh auto;padding:0 1.5rem}h1{font-size:3rem;margin:0}code{word-break:break-all}</style></head>" +
    `<body><h1>${info.status}</h1><p>${escapeHtml(info.message)}</p>${hint && `<p>${escapeHtml(hint)}</p>`}${reference}${overlay}</body></html>`
  );
}
