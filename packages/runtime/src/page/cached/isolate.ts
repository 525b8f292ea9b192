import { AsyncLocalStorage } from "node:async_hooks";
import { type CacheKey, keyedRequest } from "../../cache/model/key.ts";
import { RequestContext } from "../../request/request-context.ts";
import type { CachedRequest } from "./cached-request.ts";
import { WatchedContext } from "./watched.ts";

/**
 * Runs what renders a page for the cache without the `AsyncLocalStorage` values of the visitor who asked first: those that
 * `around` or middleware set are not in the key.
 */
export const withoutVisitor: <Result>(run: () => Result) => Result = AsyncLocalStorage.snapshot();

/**
 * The context of a page that is rendered for the cache: it holds what is in the key and nothing of the visitor
 * who asked first, so nothing else can shape the page. In development it tells what the page would have liked to see.
 */
export function isolatedContext(
  { pages, caching, context: visitor, page }: CachedRequest,
  key: CacheKey,
): RequestContext {
  const request = keyedRequest(key, caching);
  const { trace } = visitor;
  const noClient = {
    server: undefined,
    address: "",
    ...(trace && { observed: { trace: trace.isolated() } }),
  };
  const context = pages.development
    ? new WatchedContext(request, key.target, noClient, pages.cacheSettings, page.route)
    : new RequestContext(request, key.target, noClient, pages.cacheSettings);
  context.params = visitor.params;
  context.route = visitor.route;
  return context;
}
