import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, ViteDevServer } from "vite";
import type { PluginContext } from "../../context/plugin-context.ts";
import { BunsenPluginError } from "../../diagnostics/plugin-error.ts";
import { developmentModules, virtualSource } from "../../virtual-modules/sources.ts";
import { originForm, targetOf } from "../node-http.ts";
import type { RecentRequests } from "../requests/recent.ts";
import { appData } from "./app-data.ts";
import { pageDocument } from "./document.ts";
import { PageEvents } from "./events.ts";
import { isOwnPage } from "./own-page.ts";

/** Where the page is, below `base`; no route has such a name. */
export const PAGE_NAME = "__bunsen";

/** The page is private: not cached, not framed, not read by other sites. */
const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": "frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
};

/**
 * Serves `/__bunsen` and what its script requests. Vite has checked the host before. Nothing of the app runs, not even
 * its middleware.
 */
export function developmentPage(
  context: PluginContext,
  server: ViteDevServer,
  recent: RecentRequests,
): Connect.NextHandleFunction {
  const place = context.config.base + PAGE_NAME;
  const events = new PageEvents(context, server.watcher, recent);
  let document: Promise<string> | undefined;
  return (request, response, next) => {
    const [path = "", search = ""] = originForm(targetOf(request)).split("?", 2);
    if (path !== place && !path.startsWith(`${place}/`)) return next();
    respond(request, response, path.slice(place.length), new URLSearchParams(search)).catch(next);
  };

  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    // Vite sets it for scripts of other sites that load modules.
    response.removeHeader("access-control-allow-origin");
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== "GET") {
      response.setHeader("allow", "GET");
      return sendText(response, 405, "Method Not Allowed");
    }
    if (!isOwnPage(request.headers, path === "")) return sendText(response, 403, "Forbidden");
    switch (path) {
      case "":
        document ??= pageDocument();
        return send(response, 200, "text/html; charset=utf-8", await document);
      case "/":
        response.setHeader("location", place);
        return sendText(response, 308, place);
      case "/app":
        return sendJson(response, await appData(context));
      case "/module":
        return sendModule(response, query.get("id") ?? "");
      case "/events":
        return events.stream(response);
      default:
        return sendText(response, 404, "Not Found");
    }
  }

  function sendModule(response: ServerResponse, id: string): void {
    if (developmentModules(context).includes(id)) sendJson(response, moduleText(context, id));
    else sendText(response, 404, "Not Found");
  }
}

/** A generated module, or why it cannot be made. */
export type ModuleText = { source?: string } | { problem: string };

function moduleText(context: PluginContext, id: string): ModuleText {
  try {
    return { source: virtualSource(context, id, "server") };
  } catch (error) {
    if (error instanceof BunsenPluginError) return { problem: error.message };
    throw error;
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, "application/json", JSON.stringify(value));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, "text/plain; charset=utf-8", `${text}\n`);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.statusCode = status;
  response.setHeader("content-type", type);
  response.end(body);
}
