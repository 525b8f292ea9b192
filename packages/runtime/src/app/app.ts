import { setPublicEnv } from "../api/public-env.ts";
import { setServerEnv } from "../api/server-env.ts";
import { connectBus } from "../bus/connect.ts";
import { publishInvalidations } from "../bus/invalidations.ts";
import { processBus } from "../bus/process-bus.ts";
import type { DevelopmentHooks, ServerBuild } from "../contract/server-build.ts";
import type { CronScheduler } from "../cron/scheduler.ts";
import { setLogContext, setStackDescriber } from "../diagnostics/log.ts";
import { mapperOf } from "../diagnostics/source-map.ts";
import type { OpenApiDocument } from "../endpoint/openapi/document.ts";
import { acceptedOrigin } from "../options/accepted-origin.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { Connection } from "../request/connection.ts";
import type { Handle } from "../request/request-scope.ts";
import { setCalledApp } from "./api.ts";
import { AppState } from "./app-state.ts";
import { cronMetrics } from "./cron-metrics.ts";
import { Entry } from "./entry.ts";
import { pipelineOf } from "./pipeline.ts";
import { ReadyResponses } from "./ready-responses.ts";
import { closeSessions, requireSecret } from "./sessions.ts";
import { StartHook } from "./start-hook.ts";
import { warmCache } from "./warm.ts";
import type { WebSockets } from "./websockets.ts";

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
   * @param worker what `onStart` gets as `worker`. Default 0
   * @throws what `onStart` throws; {BunsenError} NO_SESSION_SECRET
   */
  start(worker?: number): Promise<void>;
  /**
   * Aborts the signals of `onStart` and of jobs. Readiness becomes a 503, unless another process is there in this one's place, and
   * responses close their connections: the server is about to stop.
   */
  drain(options?: { isReplaced?: boolean }): void;
  /** Renders the pages of `cache.warm`; `serve` calls it when the server listens. Never rejects. */
  warm(): Promise<void>;
  /** Ends what the page cache, the session store and the bus hold open. Never rejects. */
  close(): Promise<void>;
  /**
   * The description of the endpoints that `endpoint()` made, in OpenAPI 3.1; `undefined` without the option `openapi`.
   *
   * @throws what the module of an endpoint throws
   */
  openapi(): Promise<OpenApiDocument | undefined>;
  /** The metrics in Prometheus' text format, of all workers; `undefined` without the option `metrics`. */
  metrics(): Promise<string | undefined>;
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
    if (!madeEntry) {
      const { handle, state } = running();
      const { settings, telemetry } = state;
      const ready = state.hasLastingTargets ? ReadyResponses.for(settings, telemetry) : undefined;
      madeEntry = new Entry(handle, settings, build.base, { ready, telemetry });
    }
    return madeEntry;
  };
  let madeHook: StartHook | undefined;
  const startHook = () => {
    if (!madeHook) {
      const { settings, pages, telemetry } = state();
      madeHook = new StartHook(settings.options, { cache: pages.cache, tracing: telemetry?.tracing });
      if (madeHook.jobs) telemetry?.add(cronMetrics(madeHook.jobs));
    }
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
    async start(worker) {
      requireSecret(state().settings);
      // Before the first request: other workers ask this one whether it is ready.
      entry();
      await startHook().start(worker);
    },
    drain({ isReplaced = false } = {}) {
      startHook().stop();
      entry().drain(isReplaced);
    },
    warm: () =>
      warmCache((request, connection) => entry().respond(request, connection), state().settings, build.base),
    close: async () => {
      processBus.close();
      await Promise.all([made?.state.pages.cache?.close(), closeSessions(made?.state.settings)]);
    },
    get jobs() {
      return startHook().jobs;
    },
    metrics: async () => state().telemetry?.prometheusText(),
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
  connectBus(state.settings);
  publishInvalidations();
  const tracing = state.telemetry?.tracing;
  if (tracing) setLogContext(() => tracing.logFields());
  const handle = pipelineOf(state);
  setCalledApp({ handle, origin: acceptedOrigin(state.settings), tracing });
  return { state, handle };
}
