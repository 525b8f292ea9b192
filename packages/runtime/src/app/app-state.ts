import type { Route } from "../contract/route-table.ts";
import type { DevelopmentHooks, ServerBuild } from "../contract/server-build.ts";
import { Endpoints } from "../endpoint/endpoints.ts";
import { contentSecurityPolicy, createNonce } from "../http/csp.ts";
import type { CanonicalPath, PathFault } from "../http/path.ts";
import { directoryFiles, type FileIndex, type ServedFile, StaticFiles } from "../http/static-files.ts";
import { type RequestTarget, requestTarget } from "../http/target.ts";
import { TargetCache } from "../http/target-cache.ts";
import { resolveSettings, type ServerSettings } from "../options/resolve.ts";
import { DevelopmentPages } from "../page/development.ts";
import { Pages } from "../page/pages.ts";
import { createMatcher, type Matcher } from "../route/match.ts";
import { OpenApi } from "./openapi.ts";
import { AppTelemetry } from "./telemetry.ts";
import { createWebSockets, type WebSockets } from "./websockets.ts";

/** What one app keeps between requests. */
export class AppState {
  readonly build: ServerBuild;
  readonly settings: ServerSettings;
  readonly pages: Pages;
  readonly endpoints: Endpoints;
  /** `undefined` without the option `openapi`. */
  readonly openApi: OpenApi | undefined;
  readonly files: FileIndex;
  readonly matcher: Matcher<Route>;
  readonly sockets: WebSockets | undefined;
  /** Whether responses get headers that depend on the app's options. */
  readonly decorates: boolean;
  /** `undefined` where nothing is counted or traced. */
  readonly telemetry: AppTelemetry | undefined;
  readonly #prerendered: StaticFiles;
  readonly #targets = new TargetCache((url, publicOrigin) => this.#readTarget(url, publicOrigin));
  /** In development and in tests files come and go, so what a URL means may change. */
  readonly hasLastingTargets: boolean;

  /** @throws {BunsenError} naming the first option or variable that is wrong */
  constructor(build: ServerBuild, development?: DevelopmentHooks) {
    this.build = build;
    const settings = resolveSettings(
      build.server === undefined ? {} : build.server,
      process.env,
      development !== undefined,
      build.base,
    );
    const nonce = development && settings.options.csp && createNonce();
    this.settings = development ? inDevelopment(settings, development, nonce) : settings;
    const { options, csp, headers } = this.settings;
    this.sockets = options.websocket && createWebSockets(options.websocket);
    this.pages = new Pages(build, this.settings, development && new DevelopmentPages(development, nonce));
    this.telemetry = AppTelemetry.for(build, this.settings, this.pages.cache);
    this.endpoints = new Endpoints(build, development);
    this.openApi =
      options.openapi && new OpenApi(options.openapi, build.base, build.table.routes, this.endpoints);
    this.decorates = csp !== undefined || headers.length > 0;
    this.hasLastingTargets = !development && !build.fileIndex;
    const source = build.clientFiles ?? directoryFiles(`${build.directory}/client`);
    this.files = development?.files ?? build.fileIndex ?? new StaticFiles(build.files, source);
    this.#prerendered = new StaticFiles(build.prerendered, directoryFiles(`${build.directory}/prerendered`));
    this.matcher = createMatcher(build.table.routes.map((value) => ({ segments: value.segments, value })));
  }

  /**
   * Where a request goes, as `requestTarget` says. Under `trailingSlash: "always"` files and the WebSocket keep their
   * own names: who asks for `/.well-known/assetlinks.json` or `/LICENSE` will not follow a redirect.
   */
  target(url: string, publicOrigin?: string): RequestTarget | PathFault | undefined {
    return this.hasLastingTargets ? this.#targets.of(url, publicOrigin) : this.#readTarget(url, publicOrigin);
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
}

/** The settings with a policy that only reports, and that knows what the development server adds. */
function inDevelopment(
  settings: ServerSettings,
  { policyReports }: DevelopmentHooks,
  nonce: string | undefined,
): ServerSettings {
  const { csp } = settings.options;
  if (csp === undefined || nonce === undefined) return settings;
  return { ...settings, csp: contentSecurityPolicy(csp, { nonce, reportUri: policyReports }) };
}
