import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { App } from "@bunsen/runtime/internal/app";
import type { DevelopmentHooks, ServerBuild } from "@bunsen/runtime/internal/server-build";
import type { StartHook } from "@bunsen/runtime/internal/start-hook";
import { isRunnableDevEnvironment, type RunnableDevEnvironment, type ViteDevServer } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { VIRTUAL } from "../routes/virtual-ids.ts";
import type { Changes } from "./changes.ts";
import { failureResponse } from "./failure-response.ts";
import type { RecentRequests } from "./requests/recent.ts";
import { timedBuild } from "./requests/timed-build.ts";
import { WebSocketServer } from "./websocket-server.ts";

/** The app that production runs, made again whenever one of its modules has changed. */
export class DevelopmentApp {
  readonly #environment: RunnableDevEnvironment;
  readonly #hooks: DevelopmentHooks;
  readonly #context: PluginContext;
  readonly #changes: Changes;
  readonly #recent: RecentRequests;
  readonly #webSocketServer = new WebSocketServer((request, address, server) =>
    this.respond(request, address, server),
  );
  #current: App | undefined;
  /** What the current app was made from. */
  #build: ServerBuild | undefined;
  #startHook: StartHook | undefined;

  constructor(
    server: ViteDevServer,
    context: PluginContext,
    { hooks, changes, recent }: { hooks: DevelopmentHooks; changes: Changes; recent: RecentRequests },
  ) {
    this.#environment = serverEnvironment(server);
    this.#hooks = hooks;
    this.#context = context;
    this.#changes = changes;
    this.#recent = recent;
  }

  /**
   * Responds to a request, also if the app cannot be loaded. Never rejects.
   *
   * @param address of the client
   * @param acceptedBy the WebSocket server if it accepted the request; `undefined` if Vite's server did
   */
  respond(request: Request, address: string, acceptedBy?: Bun.Server<unknown>): Promise<Response> {
    return this.#changes.during(() => this.#respond(request, address, acceptedBy));
  }

  async #respond(request: Request, address: string, acceptedBy?: Bun.Server<unknown>): Promise<Response> {
    try {
      const app = await this.#load();
      return await app.handle(request, { server: acceptedBy ?? this.#webSocketServer.for(app), address });
    } catch (error) {
      return failureResponse(this.#hooks, error);
    }
  }

  /** Responds to an upgrade request on the client's own connection. */
  async upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const server = await this.#load()
      .then((app) => this.#webSocketServer.for(app))
      // The WebSocket server loads the same app again, and its response says what is wrong.
      .catch(() => this.#webSocketServer.for(undefined));
    if (!socket.destroyed) this.#webSocketServer.forward(incoming, socket, head, server);
  }

  /** Ends what lasts longer than a request: the server stops. */
  stop(): void {
    this.#startHook?.stop();
    this.closeWebSockets();
  }

  /** Closes the app's WebSockets: `src/server.ts` has changed. */
  closeWebSockets(): void {
    this.#webSocketServer.stop();
  }

  async #load(): Promise<App> {
    // Imported here, because Node also loads the plugin, before it starts the command again on Bun.
    const [{ createApp }, { StartHook }] = await Promise.all([
      import("@bunsen/runtime/internal/app"),
      import("@bunsen/runtime/internal/start-hook"),
    ]);
    const { instrumentationFile } = this.#context;
    // Before the app: tracers must be loaded before what they trace.
    if (instrumentationFile) await this.#environment.runner.import(`/${instrumentationFile}`);
    const { build } = await this.#environment.runner.import<{ build: ServerBuild }>(VIRTUAL.build);
    if (!this.#current || this.#build !== build) {
      const isSameServer = this.#build !== undefined && this.#build.server === build.server;
      const previous = this.#current;
      this.#current = createApp(timedBuild(build, this.#recent), this.#hooks);
      this.#build = build;
      if (!isSameServer) {
        this.#startHook?.stop();
        void previous?.close();
        this.#startHook = new StartHook(this.#current.settings.options, { tracing: build.tracing });
      }
    }
    const app = this.#current;
    await this.#startHook?.start();
    return app;
  }
}

/** The environment that pages and endpoints run in. */
export function serverEnvironment(server: ViteDevServer): RunnableDevEnvironment {
  const { ssr } = server.environments;
  if (!ssr || !isRunnableDevEnvironment(ssr))
    throw new Error("bunsen: the ssr environment cannot run modules");
  return ssr;
}
