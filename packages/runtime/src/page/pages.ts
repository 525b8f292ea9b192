import { createPageCache } from "../cache/create.ts";
import type { PageCache } from "../cache/page-cache.ts";
import { isBuilding } from "../contract/build-phase.ts";
import { SPECULATION_RULES } from "../contract/prefetch.ts";
import type { ErrorRoute, PageRoute, RenderedRoute } from "../contract/route-table.ts";
import type { PageAssets, ServerBuild } from "../contract/server-build.ts";
import { VIEW_TRANSITIONS } from "../contract/view-transitions.ts";
import type { CanonicalPath } from "../http/path.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { createMatcher, type Matcher } from "../route/match.ts";
import { nearestError } from "../route/nearest-error.ts";
import type { DevelopmentPages } from "./development.ts";
import { escapeHtml } from "./head-html.ts";
import { type PreparedPage, preparePage } from "./prepare.ts";
import type { FindStylesheets } from "./render-styles.ts";

const NO_ASSETS: PageAssets = { head: "", preload: "", body: "" };

/** What the pages of one app share between requests. */
export class Pages {
  readonly settings: ServerSettings;
  /** The settings of pages that are rendered for the cache: a nonce and a session are for one visitor only. */
  readonly cacheSettings: ServerSettings;
  /** Vite's `base`. */
  readonly base: string;
  /** `undefined` in production. */
  readonly development: DevelopmentPages | undefined;
  /** `undefined` where nothing is cached: in development, in a build that renders pages, and mostly in tests. */
  readonly cache: PageCache | undefined;
  /** Ids of the routes whose server functions asked for caching. */
  readonly cacheableRoutes = new Set<string>();
  /** Ids of the routes in which something was seen to suspend, or to need a nonce that only streams give. */
  readonly streamedRoutes = new Set<string>();
  /** Whether a policy governs what is inline; for what a build renders, it may turn out so when it is served. */
  readonly refusesInline: boolean;
  /** What the browser's `publicEnv()` shows; `undefined` if nothing. */
  readonly publicEnv: Readonly<Record<string, string>> | undefined;
  readonly #build: ServerBuild;
  /** HTML of a link to a stylesheet, for `<head>`; empty unless documents that follow each other are animated. */
  readonly viewTransitions: string;
  readonly #documentHeaders: Readonly<Record<string, string>>;
  /** Finds the 404 page of the directory that a path lies in. A path without a route lies in no layout group. */
  readonly #notFoundMatcher: Matcher<ErrorRoute>;
  readonly #prepared = new Map<string, PreparedPage>();

  /** @throws {BunsenError} for a cache store that cannot be used, see `createPageCache` */
  constructor(build: ServerBuild, settings: ServerSettings, development?: DevelopmentPages) {
    const { csp, publicEnv } = settings;
    this.#build = build;
    this.settings = settings;
    const { session } = settings;
    this.cacheSettings = { ...settings, csp: undefined, session: session && { ...session, isShared: true } };
    this.base = build.base;
    const isAnimated = build.viewTransitions === true;
    const styles = `${build.base.slice(0, -1)}${VIEW_TRANSITIONS}`;
    this.viewTransitions = isAnimated ? `<link rel="stylesheet" href="${escapeHtml(styles)}">` : "";
    this.#documentHeaders = { "speculation-rules": `"${build.base.slice(0, -1)}${SPECULATION_RULES}"` };
    this.development = development;
    const isCaching = !development && !isBuilding() && build.cachesPages !== false;
    this.cache = isCaching ? createPageCache(build, settings) : undefined;
    this.refusesInline = csp !== undefined || isBuilding();
    this.publicEnv = Object.keys(publicEnv).length > 0 ? publicEnv : undefined;
    const notFound = build.table.errors.filter(({ status, group }) => status === 404 && group === undefined);
    this.#notFoundMatcher = createMatcher(
      notFound.map((value) => ({
        segments: [...value.segments, { kind: "optional-rest", name: "path" }],
        value,
      })),
    );
  }

  /** A page with its modules. In development it is prepared for every request, because modules change. */
  page(route: RenderedRoute): PreparedPage | Promise<PreparedPage> {
    const known = this.#prepared.get(route.id);
    if (known) return known;
    const prepared = preparePage(this.#build, route);
    if (this.development) return prepared;
    if (!(prepared instanceof Promise)) this.#prepared.set(route.id, prepared);
    return prepared;
  }

  assets(route: RenderedRoute): PageAssets | Promise<PageAssets> {
    if (this.development) return this.development.assets(route);
    return this.#build.assets[route.id] ?? NO_ASSETS;
  }

  /** Links to the stylesheets of lazy components' modules, each as HTML. */
  readonly stylesheets: FindStylesheets = (modules) => {
    if (this.development) return this.development.stylesheets(modules);
    return modules.flatMap((id) => this.#build.lazyStyles?.[id] ?? []);
  };

  /** The build within which a page is reached without a new document; `undefined` if it is always a document of its own. */
  inPlaceBuild({ config }: PreparedPage): string | undefined {
    const { navigation, buildId } = this.#build;
    if (this.settings.csp?.requiresTrustedTypes) return undefined;
    return navigation === "document" || config.navigation === "document" ? undefined : buildId;
  }

  /** Headers of a page that is left by loading another document, which the browser may then prefetch. */
  documentHeaders(page: PreparedPage): Readonly<Record<string, string>> | undefined {
    const isInPlace = page.config.hydrate !== false && this.inPlaceBuild(page) !== undefined;
    return isInPlace ? undefined : this.#documentHeaders;
  }

  /**
   * The nearest error page: up from the route's own directory, or from where the path would lie. `404.tsx` is for every
   * 4xx, `500.tsx` for every 5xx.
   *
   * @param route `undefined` if no route matches the path
   */
  errorRoute(status: number, path: CanonicalPath, route: PageRoute | undefined): ErrorRoute | undefined {
    const kind = status < 500 ? 404 : 500;
    if (!route && kind === 404) return this.#notFoundMatcher.match(path)?.value;
    return nearestError(this.#build.table.errors, kind, route);
  }
}
