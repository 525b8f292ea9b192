import type { RouteTypes } from "../api/types.ts";
import { appBase } from "../contract/base-path.ts";
import { buildHref, type HrefParams, type HrefSearch } from "./href.ts";

/** The routes of the app once its types are generated; any string before that. */
export type LinkableRoute = keyof RouteTypes extends never ? string : Extract<keyof RouteTypes, string>;

type LinkList = readonly (string | number)[];

/** A number is as good as a string in a link; an optional rest parameter may be left out. */
type SegmentLinkParams<Segment extends string> = Segment extends `[[...${infer Name}]]`
  ? { [Key in Name]?: LinkList }
  : Segment extends `[...${infer Name}]`
    ? { [Key in Name]: LinkList }
    : Segment extends `${string}[${infer Name}]${string}`
      ? { [Key in Name]: string | number }
      : unknown;

// From the pattern itself: by way of the page's parameters it takes several times as long, for every link of an app.
type LinkParams<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? SegmentLinkParams<Segment> & LinkParams<Rest>
  : SegmentLinkParams<Pattern>;

type ArgumentsFor<LinkParams> =
  Record<never, never> extends LinkParams
    ? [params?: LinkParams, search?: HrefSearch]
    : [params: LinkParams, search?: HrefSearch];

type LinkArguments<Route extends string> = string extends Route
  ? [params?: HrefParams, search?: HrefSearch]
  : Route extends keyof RouteTypes
    ? RouteTypes[Route] extends { link: infer Known }
      ? ArgumentsFor<Known>
      : ArgumentsFor<LinkParams<Route>>
    : ArgumentsFor<LinkParams<Route>>;

/**
 * The path of a route: `href("/blog/[slug]", { slug: "a b" }, { page: 2 })` is `/blog/a%20b?page=2`, after Vite's
 * `base`. With the generated types a route that does not exist is a type error.
 *
 * @param route the pattern as the file is named
 * @param rest parameters by name, then search parameters
 * @throws {TypeError} if a parameter is missing, unknown, or no URL can carry it
 */
export function href<Route extends LinkableRoute>(route: Route, ...rest: LinkArguments<Route>): string {
  const [params, search] = rest;
  return appBase().slice(0, -1) + buildHref(route, params as HrefParams | undefined, search);
}
