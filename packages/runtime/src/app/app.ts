import { setPublicEnv } from "../api/public-env.ts";
import { setServerEnv } from "../api/server-env.ts";
import type { DevelopmentHooks, ServerBuild } from "../contract/server-build.ts";
import type { CronScheduler } from "../cron/scheduler.ts";
import { setStackDescriber } from "../diagnostics/log.ts";
import { mapperOf } from "../diagnostics/source-map.ts";
import type { OpenApiDocument } from "../endpoint/openapi/document.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { compressResponse } from "../http/compress-response.ts";
import { isCrossSite } from "../http/csrf.ts";
import { respondToHead } from "../http/head-response.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import { withUrl } from "../http/request-url.ts";
import { fileNotFound, serveFile } from "../http/serve-file.ts";
import type { RequestTarget } from "../http/target.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { Connection } from "../request/connection.ts";
import { decorate, decoratePlain } from "../request/decorate.ts";
import { withCookies } from "../request/finish.ts";
import { RequestContext } from "../request/request-context.ts";
import { type Handle, runInScope } from "../request/request-scope.ts";
import { setsCookies } from "../request/response-marks.ts";
import { reportRequest } from "../request/user-hooks.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { setCalledApp } from "./api.ts";
import { AppState } from "./app-state.ts";
import { respondAfterMiddleware } from "./around.ts";
import { Entry } from "./entry.ts";
import { runMiddleware } from "./middleware.ts";
import { ReadyResponses } from "./ready-responses.ts";
import { closeSessions, requireSecret, withSession } from "./sessions.ts";
import { StartHook } from "./start-hook.ts";
import { upgradeOf } from "./upgrade-of.ts";
import { warmCache } from "./warm.ts";
import { crossOriginUpgrade, type WebSockets } from "./websockets.ts";

/** A request handler in the shape of the web standards, for any server. */
export interface App {
  /**
   * Responds to one request, health paths included. Never rejects.
   *
   * @param server the one that accepted the request, also in Hono or Elysia: WebSockets, `ctx.ip` and responses that
   *   take longer than Bun's idle timeout need it
   */
  fetch(request: Request, server?: Bun.Server<unknown>): Response | Promise<Response>;
  /** The same for a connection that another server accepted. */
  handle(request: Request, connection: Connection): Response | Promise<Response>;
  /**
   * Calls `onStart` of `src/server.ts`, once, and starts its `cron` jobs. `serve` does so before it listens; a server of your own
   * has to.
   *
   * @throws what `onStart` throws; {BunsenError} NO_SESSION_SECRET
   */
  start(): Promise<void>;
  /** Aborts the signals of `onStart` and of jobs. Readiness becomes a 503, and responses close their connections: the server is about to stop. */
  drain(): void;
  /** Renders the pages of `cache.warm`; `serve` calls it when the server listens. Never rejects. */
  warm(): Promise<void>;
  /** Ends what the page cache and the session store hold open. Never rejects. */
  close(): Promise<void>;
  /**
   * The description of the endpoints that `endpoint()` made, in OpenAPI 3.1; `undefined` without the option `openapi`.
   *
   * @throws what the module of an endpoint throws
   */
  openapi(): Promise<OpenApiDocument | undefined>;
  /** The jobs of `src/server.ts`; `undefined` if it has none. */
  readonly jobs: CronScheduler | undefined;
  readonly build: ServerBuild;
  /**
   * What `src/server.ts` and the environment say, checked.
   *
   * @throws {BunsenError} naming the first option or variable that is wrong
   */
  readonly settings: ServerSettings;
  /** The WebSockets of this app; `undefined` if `src/server.ts` has no `websocket`. */
  readonly sockets: WebSockets | undefined;
  /** For the `websocket` option of your own `Bun.serve`; one that nothing reaches if `src/server.ts` has no `websocket`. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
}

/** `Bun.serve` takes a handler or no such key; its types know no `undefined`. */
const NO_WEBSOCKETS: Bun.WebSocketHandler<unknown> = { message: () => undefined };

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Makes the app of a build. Development, production, prerendering and tests all call its `fetch`. */
export function createApp(build: ServerBuild, development?: DevelopmentHooks): App {
  if (!development) {
    const mapper = mapperOf(build.directory);
    setStackDescriber((message, frames) => message + mapper.map(frames));
  }
  let made: RunningApp | undefined;
  // Not at once: a wrong option is for `serve` to report, not for the module that imports the app.
  const running = () => {
    made ??= runApp(new AppState(build, development));
    return made;
  };
  const state = () => running().state;
  let madeEntry: Entry | undefined;
  const entry = () => {
    const { handle, state } = running();
    const ready = state.hasLastingTargets ? ReadyResponses.for(state.settings) : undefined;
    madeEntry ??= new Entry(handle, state.settings, build.base, ready);
    return madeEntry;
  };
  let madeHook: StartHook | undefined;
  const startHook = () => {
    madeHook ??= new StartHook(state().settings.options, state().pages.cache);
    return madeHook;
  };
  return {
    build,
    handle: (request, connection) => (madeEntry ?? entry()).respond(request, connection),
    fetch: (request, server) =>
      // What other frameworks hand on may be an environment without a server in it.
      server?.timeout
        ? (madeEntry ?? entry()).serve(request, server)
        : (madeEntry ?? entry()).respond(request, { server: undefined }),
    async start() {
      requireSecret(state().settings);
      await startHook().start();
    },
    drain() {
      startHook().stop();
      entry().drain();
    },
    warm: () =>
      warmCache((request, connection) => entry().respond(request, connection), state().settings, build.base),
    close: async () => {
      await Promise.all([made?.state.pages.cache?.close(), closeSessions(made?.state.settings)]);
    },
    get jobs() {
      return startHook().jobs;
    },
    openapi: async () => state().openApi?.document(),
    get settings() {
      return state().settings;
    },
    get sockets() {
      return state().sockets;
    },
    get websocket() {
      return state().sockets?.handler ?? NO_WEBSOCKETS;
    },
  };
}

/** An app whose options are checked. */
interface RunningApp {
  readonly state: AppState;
  readonly handle: Handle;
}

function runApp(state: AppState): RunningApp {
  setPublicEnv(state.settings.publicEnv);
  setServerEnv(state.settings.env);
  const running: RunningApp = {
    state,
    handle: (request, connection) => handleRequest(running, request, connection),
  };
  setCalledApp({ handle: running.handle, origin: acceptedOrigin(state.settings) });
  return running;
}

/** The pipeline: canonical URL, hashed file, middleware, route. A stage returns the response or lets the next one try. */
function handleRequest(
  { state, handle }: RunningApp,
  request: Request,
  connection: Connection,
): Response | Promise<Response> {
  const { build, settings } = state;
  const target = findTarget(state, request, connection.server);
  if (target instanceof Response) return decoratePlain(settings.headers, target);
  const { assetsPrefix } = build;
  if (assetsPrefix !== undefined && target.path.path.startsWith(assetsPrefix)) {
    const file = state.files.find(target.path);
    if (!file) return decoratePlain(settings.headers, fileNotFound());
    if (file.immutable) {
      connection.finite = true;
      return decoratePlain(settings.headers, serveFile(request, file, connection));
    }
  }
  const context = new RequestContext(withUrl(request, target.href), target, connection, settings);
  const { onRequest } = settings.options;
  const started = onRequest ? performance.now() : 0;
  const response = runInScope({ context, handle }, () => respond(state, context));
  const finished =
    state.decorates ||
    onRequest ||
    settings.session ||
    setsCookies(connection) ||
    response instanceof Promise ||
    (!context.isNegotiated && request.headers.has("accept-encoding"))
      ? finishPipeline(state, context, request, response, started)
      : response;
  return request.method === "HEAD" ? respondToHead(finished) : finished;
}

/** Where a request goes; or the response to one that goes nowhere, or should have gone elsewhere. */
function findTarget(
  state: AppState,
  request: Request,
  server: Bun.Server<unknown> | undefined,
): RequestTarget | Response {
  const origin = state.settings.origin.of(request, server);
  if (typeof origin === "object") return plainError(origin.status, origin.reason);
  const target = state.target(request.url, origin);
  if (target === undefined) return plainError(404, "Not Found");
  if ("reason" in target) return plainError(target.status, `Bad Request: ${target.reason}`);
  if (!METHODS.has(request.method)) {
    return plainError(405, "Method Not Allowed", { allow: [...METHODS].join(", ") });
  }
  return target.path.redirect ? canonicalRedirect(state, target) : target;
}

function respond(state: AppState, context: RequestContext): Response | Promise<Response> {
  // Before middleware, which may make the connection itself.
  if (upgradeOf(context) === "cross-origin") return crossOriginUpgrade();
  if (state.settings.csrf && isCrossSite(context.req.method, context.req.headers, context.origin)) {
    return respondToCrossSite(state, context);
  }
  return respondToAllowed(state, context);
}

function respondToAllowed(state: AppState, context: RequestContext): Response | Promise<Response> {
  const { middleware } = state.settings.options;
  return middleware ? runMiddleware(state, middleware, context) : respondAfterMiddleware(state, context);
}

/** Refused before any of the user's code runs, unless the route says that it expects other sites. */
async function respondToCrossSite(state: AppState, context: RequestContext): Promise<Response> {
  const route = state.matcher.match(context.path)?.value;
  const config = route?.kind === "endpoint" ? (await state.endpoints.endpoint(route)).config : undefined;
  const pageConfig = route?.kind === "page" ? (await state.pages.page(route)).config : undefined;
  if ((config ?? pageConfig)?.csrf !== false) {
    return plainError(403, "This request comes from another site's page, which is not allowed here.");
  }
  return respondToAllowed(state, context);
}

function finishPipeline(
  state: AppState,
  context: RequestContext,
  request: Request,
  pending: Response | Promise<Response>,
  started: number,
): Response | Promise<Response> {
  const complete = (response: Response) => {
    reportRequest(context, response, started);
    if (response.status === 101) return response;
    if (setsCookies(context.connection)) withCookies(response, context);
    const decorated = state.decorates ? decorate(context, response) : response;
    return context.isNegotiated ? decorated : compressResponse(request, decorated);
  };
  if (!state.settings.session) return whenSettled(pending, complete);
  return whenSettled(pending, (response) => whenSettled(withSession(state, context, response), complete));
}

/** 308 keeps method and body (RFC 9110 §15.4.9). The path always starts with exactly one slash. */
function canonicalRedirect(state: AppState, target: RequestTarget): Response {
  const location = state.build.base.slice(0, -1) + target.path.path + target.search;
  return new Response(null, { status: 308, headers: { location, ...SECURITY_HEADERS } });
}

function plainError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return problemResponse({ status, detail: message }, headers);
}
