import type { DevelopmentHooks, PageAssets, ServerBuild } from "./build.ts";
import { type PreparedEndpoint, prepareEndpoint } from "./endpoint/methods.ts";
import type { CanonicalPath } from "./http/path.ts";
import { directoryFiles, type ServedFile, type FileIndex, StaticFiles } from "./http/static-files.ts";
import { type PreparedPage, preparePage } from "./page/prepare.ts";
import { createMatcher, type Matcher } from "./route/match.ts";
import type { EndpointRoute, ErrorRoute, PageRoute, Route } from "./route/table.ts";

const NO_ASSETS: PageAssets = { head: "", preload: "", body: "" };

/** What one app keeps between requests. */
export class AppState {
  readonly build: ServerBuild;
  readonly development: DevelopmentHooks | undefined;
  readonly files: FileIndex;
  readonly matcher: Matcher<Route>;
  /** Finds the error pages of the directory that a path lies in. */
  readonly notFoundMatcher: Matcher<ErrorRoute>;
  readonly #prerendered: StaticFiles;
  /** Ids of the routes in which something was seen to suspend. */
  readonly suspendingRoutes = new Set<string>();
  readonly #pages = new Map<string, PreparedPage>();
  readonly #endpoints = new Map<string, PreparedEndpoint>();

  constructor(build: ServerBuild, development?: DevelopmentHooks) {
    this.build = build;
    this.development = development;
    const source = build.clientFiles ?? directoryFiles(`${build.directory}/client`);
    this.files = development?.files ?? new StaticFiles(build.files, source);
    this.#prerendered = new StaticFiles(build.prerendered, directoryFiles(`${build.directory}/prerendered`));
    this.matcher = createMatcher(build.table.routes.map((value) => ({ segments: value.segments, value })));
    const notFound = build.table.errors.filter((route) => route.status === 404);
    this.notFoundMatcher = createMatcher(
      notFound.map((value) => ({
        segments: [...value.segments, { kind: "optional-rest", name: "path" }],
        value,
      })),
    );
  }

  /** The file of a page that was rendered at build time. */
  prerendered(path: CanonicalPath): ServedFile | undefined {
    return Object.hasOwn(this.build.prerendered, path.path) ? this.#prerendered.find(path) : undefined;
  }

  /** A page with its modules; kept in production, asked for each time in development, where modules change. */
  page(route: PageRoute | ErrorRoute): PreparedPage | Promise<PreparedPage> {
    const known = this.#pages.get(route.id);
    if (known) return known;
    const prepared = preparePage(this.build, route);
    if (this.development) return prepared;
    if (!(prepared instanceof Promise)) this.#pages.set(route.id, prepared);
    return prepared;
  }

  /** An endpoint's handlers, by the same rule. */
  endpoint(route: EndpointRoute): PreparedEndpoint | Promise<PreparedEndpoint> {
    const known = this.#endpoints.get(route.id);
    if (known) return known;
    const module = this.build.modules[route.file]?.() ?? {};
    if (module instanceof Promise) return module.then((loaded) => prepareEndpoint(route.file, loaded));
    const prepared = prepareEndpoint(route.file, module);
    if (!this.development) this.#endpoints.set(route.id, prepared);
    return prepared;
  }

  pageAssets(route: PageRoute | ErrorRoute): PageAssets | Promise<PageAssets> {
    if (!this.development) return this.build.assets[route.id] ?? NO_ASSETS;
    const files = [...route.wrappers, route].flatMap((pair) => [pair.file, pair.server]);
    return this.development.pageAssets(
      route.id,
      files.filter((file) => file !== undefined),
    );
  }
}
