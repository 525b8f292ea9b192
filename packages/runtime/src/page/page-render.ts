import type { ErrorInfo } from "../api/types.ts";
import type { CacheRules } from "../cache/model/policy.ts";
import type { ErrorRoute } from "../contract/route-table.ts";
import type { RequestContext } from "../request/request-context.ts";
import type { Deadline } from "../util/deadline.ts";
import type { Pages } from "./pages.ts";
import type { PreparedPage } from "./prepare.ts";

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

/** One render of a page. */
export interface PageRender {
  readonly pages: Pages;
  readonly page: PreparedPage;
  readonly context: RequestContext;
  readonly deadline: Deadline;
  readonly error: ErrorDetails | undefined;
  readonly forCache: CacheRender | undefined;
}

/** Whether every visitor gets this page: it is sent whole, and nothing in it may be for one of them. */
export function isForAll({ page, forCache }: Pick<PageRender, "page" | "forCache">): boolean {
  return forCache !== undefined || Boolean(page.config.prerender);
}
