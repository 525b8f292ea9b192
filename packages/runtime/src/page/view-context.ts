import { type Context, createContext, use } from "react";
import type { Params, RouteParams } from "../api/route-types.ts";
import type { ErrorInfo, Query } from "../api/types.ts";
import { outsidePage } from "../diagnostics/usage-errors.ts";

/** What every component of a page gets, on both sides. */
export interface PageView {
  props: Record<string, unknown>;
  query: Query;
  params: Params;
  readonly url: URL;
  error?: ErrorInfo;
}

/** Around the components of a page. React tells it from elements that change HTML and ids. */
export const ViewContext: Context<PageView | undefined> = createContext<PageView | undefined>(undefined);

/**
 * The URL of the page, in any component: what a page gets as `url`. It has no fragment, because browsers do not send it.
 *
 * @throws {TypeError} OUTSIDE_PAGE if the component is not part of a page
 */
export function useUrl(): URL {
  return useView("useUrl").url;
}

/**
 * The decoded parameters of the page's route, in any component: `useParams<"/blog/[slug]">().slug`.
 *
 * @throws {TypeError} OUTSIDE_PAGE if the component is not part of a page
 */
export function useParams<Route extends string = string>(): RouteParams<Route> {
  return useView("useParams").params as RouteParams<Route>;
}

/**
 * The decoded search parameters of the page, in any component: what a page gets as `query`.
 *
 * @throws {TypeError} OUTSIDE_PAGE if the component is not part of a page
 */
export function useQuery(): Query {
  return useView("useQuery").query;
}

function useView(hook: string): PageView {
  const view = use(ViewContext);
  if (!view) throw outsidePage(hook);
  return view;
}
