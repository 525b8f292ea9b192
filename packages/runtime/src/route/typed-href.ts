import type { RouteTypes } from "../api/route-types.ts";
import { appBase } from "../contract/base-path.ts";
import { buildHref, type HrefParams, type HrefSearch } from "./href.ts";

/** The patterns of the app's routes, such as `"/blog/[slug]"`; any string until the types are generated. */
export type LinkableRoute = keyof RouteTypes extends never ? string : Extract<keyof RouteTypes, string>;

type LinkList = readonly (string | number)[];

/** In a link, a parameter may be a number, and an optional rest parameter may be omitted. */
type SegmentLinkParams<Segment extends string> = Segment extends `[[...${infer Name}]]`
  ? { [Key in Name]?: LinkList }
  : Segment extends `[...${infer Name}]`
    ? { [Key in Name]: LinkList }
    : Segment extends `${string}[${infer Name}]${string}`
      ? { [Key in Name]: string | number }
      : unknown;

// Parsed from the pattern: deriving it from the page's parameters takes TypeScript several times as long for each link.
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
 * The URL path of a route, with Vite's `base`: `href("/blog/[slug]", { slug: "a b" }, { page: 2 })` returns
 * `"/blog/a%20b?page=2"`. With the generated types, a route that does not exist is a type error.
 *
 * @param route the pattern of the route: the path of its file below `src/pages`, without the extension
 * @param rest the route parameters by name, then the search parameters
 * @throws {TypeError} INVALID_HREF if a parameter is missing, unknown, empty, of the wrong type, or has characters that no URL
 *   path can contain
 */
export function href<Route extends LinkableRoute>(route: Route, ...rest: LinkArguments<Route>): string {
  const [params, search] = rest;
  return appBase().slice(0, -1) + buildHref(route, params as HrefParams | undefined, search);
}
