import type { PageRoute } from "../contract/route-table.ts";
import { errors } from "../diagnostics/errors.ts";
import type { InlineHashes } from "../http/inline-hashes.ts";
import { canonicalizePath } from "../http/path.ts";
import { routePath } from "../http/target.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import { preparePage } from "../page/prepare.ts";
import type { Connection } from "../request/connection.ts";
import { describeKind } from "../request/finish.ts";
import { createMatcher } from "../route/match.ts";
import type { App } from "./app.ts";

/** A page as it was rendered at build time. */
export interface PrerenderedPage {
  /** The route it belongs to. */
  route: string;
  /** Canonical URL path, without `base`. */
  path: string;
  html: string;
  /** Hashes of the scripts and styles that React has put inline, for the policy; left out where there are none. */
  inline?: InlineHashes;
  /** How long it took, in milliseconds. */
  milliseconds: number;
}

/**
 * Renders every page whose `config.prerender` asks for it, through the app's own `fetch`. The pages see an origin that
 * the app accepts.
 *
 * @throws {BunsenError} naming the page, if a path does not belong to it or does not give a 200 page; its `cause` is what the page
 *   has thrown
 */
export async function* prerenderPages(app: App): AsyncGenerator<PrerenderedPage> {
  const { table } = app.build;
  const origin = acceptedOrigin(app.settings);
  const matcher = createMatcher(table.routes.map((value) => ({ segments: value.segments, value })));
  for (const route of table.routes) {
    if (route.kind !== "page") continue;
    for (const path of await pathsOf(app, route)) {
      // With or without a slash at its end: that is the policy's affair, not the page's.
      const ownPath = routePath(path, app.build.base);
      const given = canonicalizePath(ownPath, "ignore");
      const canonical = canonicalizePath(ownPath, app.settings.trailingSlash);
      const isOwn = !("reason" in canonical) && matcher.match(canonical)?.value === route;
      if (!isOwn || "reason" in given || given.redirect) throw errors.prerenderPath(route.file, path);
      const started = performance.now();
      const rendered = await render(app, route, canonical.path, origin);
      yield {
        route: route.id,
        path: canonical.path,
        ...rendered,
        milliseconds: performance.now() - started,
      };
    }
  }
}

/**
 * The error page that the app shows for a URL that is not there.
 *
 * @returns undefined if it answers with something else, such as a redirect of its middleware
 */
export async function renderNotFound(app: App): Promise<string | undefined> {
  const url = `${acceptedOrigin(app.settings)}${app.build.base}${crypto.randomUUID()}`;
  const response = await app.handle(new Request(url), { server: undefined });
  const isPage = response.status === 404 && response.headers.get("content-type")?.startsWith("text/html");
  return isPage ? response.text() : undefined;
}

async function pathsOf(app: App, route: PageRoute): Promise<string[]> {
  const { prerender } = (await preparePage(app.build, route)).config;
  if (!prerender) return [];
  if (typeof prerender === "function") {
    const paths: unknown = await prerender();
    if (Array.isArray(paths) && paths.every((path) => typeof path === "string")) return [...new Set(paths)];
    throw errors.invalidConfigResult(
      route.file,
      "prerender",
      describeKind(paths),
      'a list of paths such as ["/blog/first-post"]',
    );
  }
  if (route.segments.some((segment) => segment.kind !== "static"))
    throw errors.prerenderNeedsPaths(route.file);
  return [route.id];
}

async function render(
  app: App,
  route: PageRoute,
  path: string,
  origin: string,
): Promise<Pick<PrerenderedPage, "html" | "inline">> {
  const url = origin + app.build.base.slice(0, -1) + path;
  let cause: unknown;
  const connection: Connection = {
    server: undefined,
    onFailure(error) {
      cause ??= error;
    },
  };
  const response = await app.handle(new Request(url), connection);
  const type = response.headers.get("content-type") ?? "";
  if (response.status !== 200 || !type.startsWith("text/html")) {
    const { endedByMiddleware } = connection;
    const refusal = endedByMiddleware ? errors.prerenderRefused : errors.prerenderStatus;
    throw Object.assign(refusal(route.file, path, response.status), { cause });
  }
  return { html: await response.text(), inline: connection.inline };
}
