import { appBase } from "./base.ts";
import { buildHref, type HrefParams, type HrefSearch } from "./route/href.ts";
import type { RouteParams, RouteTypes } from "./types.ts";

/** The routes of the app once its types are generated; any string before that. */
export type LinkableRoute = keyof RouteTypes extends never ? string : Extract<keyof RouteTypes, string>;

/** A number is as good as a string in a link; an optional rest parameter may be left out. */
type LinkParams<Route extends string> = {
  [Name in keyof RouteParams<Route> as Route extends `${string}[[...${Name & string}]]`
    ? never
    : Name]: RouteParams<Route>[Name] extends string[] ? readonly (string | number)[] : string | number;
} & {
  [Name in keyof RouteParams<Route> as Route extends `${string}[[...${Name & string}]]`
    ? Name
    : never]?: readonly (string | number)[];
};

type LinkArguments<Route extends string> = string extends Route
  ? [params?: HrefParams, search?: HrefSearch]
  : Record<never, never> extends LinkParams<Route>
    ? [params?: LinkParams<Route>, search?: HrefSearch]
    : [params: LinkParams<Route>, search?: HrefSearch];

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
