import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin, ViteDevServer } from "vite";
import type { PluginContext } from "../context.ts";
import { DevelopmentApp } from "../dev/app.ts";
import { answerBrowserErrors } from "../dev/browser-errors.ts";
import { ANYTHING } from "../dev/changes.ts";
import { developmentHooks } from "../dev/hooks.ts";
import { MissedChanges } from "../dev/missed-changes.ts";
import { sendResponse, toRequest } from "../dev/node-http.ts";
import { ownerOf } from "../dev/owner.ts";
import { handleUpgrades } from "../dev/upgrades.ts";

/** Answers pages and endpoints in development, with the same app that production runs. */
export function devServerPlugin(context: PluginContext): Plugin {
  return {
    name: "bunsen:dev-server",
    configureServer(server) {
      shortenListenErrors(server);
      const app = new DevelopmentApp(server, developmentHooks(context, server), context);
      context.developmentApp = app;
      const answer = createAnswer(app);
      handleUpgrades(server, app);
      watchPages(context, server);
      context.changes.answerLateTabs(server);
      answerBrowserErrors(server);
      new MissedChanges(server.watcher, context.sourceDirectories);
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

function createAnswer(app: DevelopmentApp): Answer {
  return (incoming, outgoing, next) => {
    handle(incoming, outgoing).catch(next);
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = toRequest(incoming, outgoing);
    const response = await app.answer(request, incoming.socket.remoteAddress ?? "");
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
    context.changes.announce(server, ANYTHING);
  };
  server.watcher.on("add", onChange);
  server.watcher.on("unlink", onChange);
}
