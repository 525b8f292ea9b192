/** The route table: plain data made at build time, JSON through and through. */

/** One segment of a route pattern. */
export type Segment =
  | { kind: "static"; value: string }
  /** `[id].json`: literal text around one parameter. */
  | { kind: "mixed"; prefix: string; name: string; suffix: string }
  | { kind: "param"; name: string }
  /** `[...path]`: one or more segments. */
  | { kind: "rest"; name: string }
  /** `[[...path]]`: zero or more segments. */
  | { kind: "optional-rest"; name: string };

/** A component file and its companion; either may be missing, never both. Paths are relative to the project root. */
export interface ModulePair {
  file?: string;
  server?: string;
}

/** A page: answers GET and HEAD, and POST where it has a companion. */
export interface PageRoute {
  kind: "page";
  /** The pattern as the user writes it, for example `/blog/[slug]`. */
  id: string;
  segments: Segment[];
  file: string;
  server?: string;
  /** `__root` first, then each `__layout` from the outside in. */
  wrappers: ModulePair[];
}

/** An endpoint: answers the methods that its module exports. */
export interface EndpointRoute {
  kind: "endpoint";
  id: string;
  segments: Segment[];
  file: string;
}

/** A `404` or `500` page of a directory. */
export interface ErrorRoute {
  kind: "error";
  /** `/admin/404` or `/(app)/404`: the directory and the status. */
  id: string;
  status: 404 | 500;
  /** The directory's pattern segments; empty for the top. */
  segments: Segment[];
  /** The innermost layout group that it lies in, relative to the project root: `src/pages/(app)`. */
  group?: string;
  file: string;
  server?: string;
  wrappers: ModulePair[];
}

/** What is rendered by React. */
export type RenderedRoute = PageRoute | ErrorRoute;

export type Route = PageRoute | EndpointRoute;

export interface RouteTable {
  routes: Route[];
  errors: ErrorRoute[];
}
