import type { IncomingMessage, ServerResponse } from "node:http";
import { setStackDescriber } from "@bunsen/runtime/internal/log";
import type { Plugin, ViteDevServer } from "vite";
import type { PluginContext } from "../context/plugin-context.ts";
import { DevelopmentApp, serverEnvironment } from "../dev/app.ts";
import { extendBanner } from "../dev/banner.ts";
import { respondToBrowserErrors } from "../dev/browser-errors.ts";
import { ANYTHING, type Changes } from "../dev/changes.ts";
import { developmentPage } from "../dev/dashboard/middleware.ts";
import type { DevState } from "../dev/dev-state.ts";
import { developmentHooks } from "../dev/hooks.ts";
import { surviveLateErrors } from "../dev/late-errors.ts";
import { MissedChanges } from "../dev/missed-changes.ts";
import { originForm, sendResponse, targetOf, toRequest } from "../dev/node-http.ts";
import { protectEditor } from "../dev/open-in-editor.ts";
import { repeatOutdatedTransforms } from "../dev/outdated-transforms.ts";
import { policyReports } from "../dev/policy-reports.ts";
import { discardUnread } from "../dev/request-body.ts";
import { RecentRequests } from "../dev/requests/recent.ts";
import { handlerOf } from "../dev/route-request.ts";
import { describeServerErrors } from "../dev/server-errors.ts";
import { handleUpgrades } from "../dev/upgrades.ts";
import { describeStack } from "../source-errors/terminal.ts";
import { Burst } from "../util/burst.ts";

/** Serves pages and endpoints in development with the same app that production runs. */
export function devServerPlugin(context: PluginContext, dev: DevState): Plugin {
  let pages: Burst | undefined;
  return {
    name: "bunsen:dev-server",
    closeBundle() {
      pages?.cancel();
      dev.changes.stop();
    },
    configureServer(server) {
      setStackDescriber((message, frames) => describeStack(message + frames, context.config.root));
      surviveLateErrors(server);
      shortenListenErrors(server);
      extendBanner(server, context);
      const recent = new RecentRequests();
      const app = new DevelopmentApp(server, context, {
        hooks: developmentHooks(context, dev, server),
        changes: dev.changes,
        recent,
      });
      dev.app = app;
      const handler = createHandler(app, recent);
      handleUpgrades(server, app);
      pages = watchPages(context, dev.changes, server);
      dev.changes.notifyLateTabs(server);
      respondToBrowserErrors(server);
      describeServerErrors(serverEnvironment(server), dev.failures.missingPackages);
      if (server.environments.client)
        repeatOutdatedTransforms(server.environments.client, dev.failures, dev.sentStyles);
      new MissedChanges(server.watcher, context.sourceDirectories);
      server.middlewares.use(policyReports(server));
      server.middlewares.use(protectEditor(context.config.base));
      server.middlewares.use(developmentPage(context, server, recent));
      server.middlewares.use((request, response, next) => {
        if (handlerOf(targetOf(request), context, dev.urlFiles, server) === "app")
          handler(request, response, next);
        else dev.browserRequests.run(true, next);
      });
      return () => {
        server.middlewares.use(handler);
      };
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error: unknown) => void) => void;

function createHandler(app: DevelopmentApp, recent: RecentRequests): Handler {
  return (incoming, outgoing, next) => {
    handle(incoming, outgoing).catch(next);
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const trace = recent.begin(incoming.method ?? "GET", originForm(targetOf(incoming)));
    const body = { bytes: 0 };
    outgoing.once("finish", () => trace.finished("sent", body.bytes));
    outgoing.once("close", () => trace.finished("left", body.bytes));
    const request = toRequest(incoming, outgoing);
    const response = await recent.during(trace, () =>
      app.respond(request, incoming.socket.remoteAddress ?? ""),
    );
    trace.responded(response.status);
    discardUnread(incoming, outgoing);
    return sendResponse(response, outgoing, incoming.method, (bytes) => {
      body.bytes += bytes;
    });
  }
}

/** The user must free a port that is in use. Vite would print a stack of its own code. */
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

/**
 * A new or deleted page, or `src/server.ts`, takes effect immediately, and invalidates only the modules made from the
 * route table. Open pages hear of a burst of them once, after its end. `src/client.ts` runs before a page hydrates: they are
 * loaded again.
 */
function watchPages(context: PluginContext, changes: Changes, server: ViteDevServer): Burst {
  let hasClientFileChanged = false;
  const burst = new Burst(() => {
    if (hasClientFileChanged) server.environments.client?.hot.send({ type: "full-reload" });
    else changes.announce(server, ANYTHING);
    hasClientFileChanged = false;
  });
  const onChange = (file: string) => {
    const isClientFile = /src[\\/]client\.[jt]sx?$/.test(file);
    const isServerModule =
      /src[\\/](?:server|middleware|instrumentation)\b[^\\/]*(?:[\\/]index\.[^\\/]+)?$/i.test(file);
    if (!isClientFile && !isServerModule && !context.isPageFile(file)) return;
    hasClientFileChanged ||= isClientFile;
    // Modules that were made from the table need it: there are none since it was forgotten last.
    if (context.forgetTable()) invalidateVirtualModules(server);
    burst.note();
  };
  server.watcher.on("add", onChange);
  server.watcher.on("unlink", onChange);
  return burst;
}

function invalidateVirtualModules(server: ViteDevServer): void {
  for (const { moduleGraph } of Object.values(server.environments)) {
    for (const module of moduleGraph.idToModuleMap.values()) {
      if (module.id?.startsWith("\0virtual:bunsen/")) moduleGraph.invalidateModule(module);
    }
  }
}
