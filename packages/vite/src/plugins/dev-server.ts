import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "@bunsen/runtime/app";
import type { ServerBuild } from "@bunsen/runtime/build";
import { isRunnableDevEnvironment, type Plugin, type RunnableDevEnvironment, type ViteDevServer } from "vite";
import type { PluginContext } from "../context.ts";
import { developmentHooks, failureResponse } from "../dev/hooks.ts";
import { sendResponse, toRequest } from "../dev/node-http.ts";
import { ownerOf } from "../dev/owner.ts";
import { VIRTUAL } from "../virtual/ids.ts";

/** Answers pages and endpoints in development, with the same app that production runs. */
export function devServerPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:dev-server",
    configureServer(server) {
      shortenListenErrors(server);
      const answer = createAnswer(context, server);
      watchPages(context, server);
      server.middlewares.use((request, response, next) => {
        if (ownerOf(request.originalUrl ?? "/", context, server) === "app") answer(request, response, next);
        else next();
      });
      return () => {
        server.middlewares.use(answer);
      };
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse, next: (error: unknown) => void) => void;

function createAnswer(context: PluginContext, server: ViteDevServer): Answer {
  const hooks = developmentHooks(context, server);
  let current: App | undefined;
  const loadApp = async (): Promise<App> => {
    // Only now: the plugin is loaded by Node, too, before it starts the command again on Bun.
    const { createApp } = await import("@bunsen/runtime/app");
    const { build } = await serverEnvironment(server).runner.import<{ build: ServerBuild }>(VIRTUAL.build);
    if (current?.build !== build) current = createApp(build, hooks);
    return current;
  };
  return (incoming, outgoing, next) => {
    handle(incoming, outgoing).catch(next);
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = toRequest(incoming, outgoing);
    if (request instanceof Response) return sendResponse(request, outgoing, incoming.method);
    const address = incoming.socket.remoteAddress ?? "";
    let response: Response;
    try {
      const app = await loadApp();
      response = await app.handle(request, { server: undefined, address });
    } catch (error) {
      response = await failureResponse(hooks, error);
    }
    return sendResponse(response, outgoing, incoming.method);
  }
}

/** A port in use is the user's to mend: Vite would print where in its own code it noticed. */
function shortenListenErrors(server: ViteDevServer): void {
  const listen = server.listen.bind(server);
  server.listen = async (...parameters) => {
    try {
      return await listen(...parameters);
    } catch (error) {
      if (error instanceof Error) error.stack = error.message;
      throw error;
    }
  };
}

export function serverEnvironment(server: ViteDevServer): RunnableDevEnvironment {
  const { ssr } = server.environments;
  if (!ssr || !isRunnableDevEnvironment(ssr))
    throw new Error("bunsen: the ssr environment cannot run modules");
  return ssr;
}

/** A new or deleted page, or `src/server.ts`, takes effect at once, and touches only the modules made from the route table. */
function watchPages(context: PluginContext, server: ViteDevServer): void {
  const onChange = (file: string) => {
    if (!context.isPageFile(file) && !/src\/server\.[jt]s$/.test(file)) return;
    context.forgetTable();
    for (const environment of Object.values(server.environments)) {
      for (const module of environment.moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith("\0virtual:bunsen/")) environment.moduleGraph.invalidateModule(module);
      }
    }
    server.environments.client?.hot.send("bunsen:refresh", { rendersAnew: true });
  };
  server.watcher.on("add", onChange);
  server.watcher.on("unlink", onChange);
}
