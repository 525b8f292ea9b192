import type { ReactNode } from "react";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { createNonce } from "../http/csp.ts";
import { extractInlineHashes } from "../http/inline-hashes.ts";
import { isDeadline } from "../request/deadline.ts";
import type { RequestContext } from "../request/request-context.ts";
import { allowInline } from "../request/response-marks.ts";
import type { DeferredProps } from "./deferred.ts";
import { isForAll, type PageRender } from "./page-render.ts";
import type { PreparedPage } from "./prepare.ts";
import { type Markup, renderComplete, renderStream } from "./render.ts";
import { RenderStyles } from "./render-styles.ts";
import { createTree } from "./tree.ts";
import type { PageView } from "./view-context.ts";

/** A string, made at once, while nothing suspends or needs a nonce; once something did, that route is streamed. */
export function renderMarkup(
  render: PageRender,
  view: PageView,
  deferred: DeferredProps | undefined,
): Markup | Promise<Markup> {
  const { pages, page } = render;
  const app = createTree(page.components, view);
  const createStyles = () => new RenderStyles(pages.settings.options.collectStyles);
  const isStreamed = pages.streamedRoutes.has(page.route.id);
  return (
    (isStreamed ? undefined : renderComplete(app, createStyles(), pages.refusesInline)) ??
    renderLate(render, app, createStyles(), deferred)
  );
}

async function renderLate(
  render: PageRender,
  app: ReactNode,
  styles: RenderStyles,
  deferred: DeferredProps | undefined,
): Promise<Markup> {
  const { pages, page, context, deadline, forCache } = render;
  const logBoundary = boundaryLog(page, context);
  const isShared = isForAll(render);
  // A nonce for all visitors is not sent: it only marks what React wrote.
  const nonce = isShared ? (pages.refusesInline ? createNonce() : "") : context.nonce;
  const options = {
    nonce,
    // What puts a late boundary in its place is a script that needs a nonce.
    whole: page.config.hydrate === false || isShared,
    onBoundaryError(failure: unknown) {
      if (forCache) forCache.hasFailed = true;
      // The log has named the prop.
      if (!deferred?.failures.has(failure)) logBoundary(failure);
    },
  };
  const markup = await renderStream(app, styles, options, (abort) => {
    context.signal.addEventListener("abort", () => abort(context.signal.reason), { once: true });
    deadline.onPassed(abort);
  });
  pages.streamedRoutes.add(page.route.id);
  return isShared && nonce !== "" ? allowByHash(markup, nonce, context) : markup;
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
