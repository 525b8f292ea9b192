import { createPageCache } from "../cache/create.ts";
import type { PageCache } from "../cache/page-cache.ts";
import { isBuilding } from "../contract/build-phase.ts";
import type { EndpointRoute, ErrorRoute, PageRoute, Route } from "../contract/route-table.ts";
import type { DevelopmentHooks, PageAssets, ServerBuild } from "../contract/server-build.ts";
import { type PreparedEndpoint, prepareEndpoint } from "../endpoint/methods.ts";
import { contentSecurityPolicy, createNonce } from "../http/csp.ts";
import type { CanonicalPath, PathFault } from "../http/path.ts";
import { RecentTargets } from "../http/recent-targets.ts";
import { directoryFiles, type FileIndex, type ServedFile, StaticFiles } from "../http/static-files.ts";
import { type RequestTarget, requestTarget } from "../http/target.ts";
import { resolveSettings, type ServerSettings } from "../options/resolve.ts";
import { withNonce } from "../page/document.ts";
import type { HeadHtml } from "../page/head.ts";
import { type PreparedPage, preparePage } from "../page/prepare.ts";
import { createMatcher, type Matcher } from "../route/match.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { createWebSockets, type WebSockets } from "./websockets.ts";

const NO_ASSETS: PageAssets = { head: "", preload: "", body: "" };

/** What one app keeps between requests. */
export class AppState {
  readonly build: ServerBuild;
  readonly development: DevelopmentHooks | undefined;
  readonly files: FileIndex;
  readonly matcher: Matcher<Route>;
  /** Finds the error pages of the directory that a path lies in. */
  readonly notFoundMatcher: Matcher<ErrorRoute>;
  readonly #developmentNonce = createNonce();
  readonly #prerendered: StaticFiles;
  readonly #targets = new RecentTargets((url, publicOrigin) => this.#readTarget(url, publicOrigin));
  /** Ids of the routes in which something was seen to suspend, or to need a nonce that only streams give. */
  readonly streamedRoutes = new Set<string>();
  /** Whether a policy governs what is inline; for what a build renders, it may turn out so when it is served. */
  readonly refusesInline: boolean;
  readonly #pages = new Map<string, PreparedPage>();
  readonly #endpoints = new Map<string, PreparedEndpoint>();

  readonly settings: ServerSettings;
  readonly sockets: WebSockets | undefined;
  /** `undefined` where nothing is kept: in development, in a build that renders pages, and mostly in tests. */
  readonly cache: PageCache | undefined;
  /** The settings of pages that are rendered for the cache: a nonce is for one answer only. */
  readonly cacheSettings: ServerSettings;
  /** Ids of the routes whose server functions asked for caching. */
  readonly cacheablePages = new Set<string>();
  /** What the browser's `publicEnv()` shows; `undefined` if nothing. */
  readonly publicEnv: Readonly<Record<string, string>> | undefined;
  /** Whether answers get headers that depend on the app's options. */
  readonly decorates: boolean;

  /** @throws {BunsenError} naming the first option or variable that is wrong */
  constructor(build: ServerBuild, development?: DevelopmentHooks) {
    this.build = build;
    const settings = resolveSettings(
      build.server === undefined ? {} : build.server,
      process.env,
      development !== undefined,
    );
    this.settings = development
      ? { ...settings, csp: this.#developmentPolicy(settings, development) }
      : settings;
    const { options, csp, headers } = this.settings;
    this.sockets = options.websocket && createWebSockets(options.websocket);
    const { publicEnv } = this.settings;
    this.publicEnv = Object.keys(publicEnv).length > 0 ? publicEnv : undefined;
    this.cacheSettings = { ...this.settings, csp: undefined };
    const keepsPages = !development && !isBuilding() && build.keepsPages !== false;
    this.cache = keepsPages ? createPageCache(build, this.settings) : undefined;
    this.refusesInline = csp !== undefined || isBuilding();
    this.decorates = csp !== undefined || headers.length > 0;
    this.development = development;
    const source = build.clientFiles ?? directoryFiles(`${build.directory}/client`);
    this.files = development?.files ?? build.fileIndex ?? new StaticFiles(build.files, source);
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

  /**
   * Where a request goes, as `requestTarget` says. Under `trailingSlash: "always"` files and the WebSocket keep their
   * own names: who asks for `/.well-known/assetlinks.json` or `/LICENSE` will not follow a redirect.
   */
  target(url: string, publicOrigin?: string): RequestTarget | PathFault | undefined {
    // In development and in tests files come and go.
    const isLasting = !this.development && !this.build.fileIndex;
    return isLasting ? this.#targets.of(url, publicOrigin) : this.#readTarget(url, publicOrigin);
  }

  #readTarget(url: string, publicOrigin: string | undefined): RequestTarget | PathFault | undefined {
    const { base } = this.build;
    const { trailingSlash } = this.settings;
    const target = requestTarget(url, base, publicOrigin, trailingSlash);
    if (trailingSlash !== "always" || target === undefined || "reason" in target) return target;
    return this.#isNamedExactly(target.path) ? requestTarget(url, base, publicOrigin, "never") : target;
  }

  #isNamedExactly(canonical: CanonicalPath): boolean {
    if (canonical.path === "/" || !canonical.path.endsWith("/")) return false;
    const path = canonical.path.slice(0, -1);
    return (
      path === this.settings.options.websocket?.path || this.files.find({ ...canonical, path }) !== undefined
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

  pageAssets(route: PageRoute | ErrorRoute, head: HeadHtml): PageAssets | Promise<PageAssets> {
    if (!this.development) return this.build.assets[route.id] ?? NO_ASSETS;
    const files = [...route.wrappers, route].flatMap((pair) => [pair.file, pair.server]);
    const assets = this.development.pageAssets(
      route.id,
      files.filter((file) => file !== undefined),
      head.htmlAttributes,
    );
    if (!this.settings.csp) return assets;
    return whenSettled(assets, ({ head, preload, body }) => ({
      // By this, Vite's client finds the nonce for its styles.
      head: `<meta property="csp-nonce" nonce="${this.#developmentNonce}">${this.inDevelopment(head)}`,
      preload,
      body,
    }));
  }

  #developmentPolicy({ options }: ServerSettings, { policyReports }: DevelopmentHooks) {
    const development = { nonce: this.#developmentNonce, reportUri: policyReports };
    return options.csp && contentSecurityPolicy(options.csp, development);
  }

  /** What the development server adds to a page, which the app's policy does not know. */
  inDevelopment(html: string): string {
    return this.settings.csp ? withNonce(html, this.#developmentNonce) : html;
  }
}
