import { LIVE_PATH } from "../contract/live.ts";
import { SPECULATION_RULES } from "../contract/prefetch.ts";
import { VIEW_TRANSITIONS } from "../contract/view-transitions.ts";
import { respondToEndpointFailure } from "../endpoint/respond.ts";
import { respondToLive } from "../live/respond.ts";
import type { RequestContext } from "../request/request-context.ts";
import type { AppState } from "./app-state.ts";
import { METRICS_PATH, metricsResponse } from "./metrics.ts";
import { OPENAPI_PATH, type OpenApi } from "./openapi.ts";
import { speculationRules } from "./speculation.ts";
import { viewTransitionStyles } from "./view-transitions.ts";

/**
 * Responds to what Bunsen itself has below `/_bunsen/`, except the health paths.
 *
 * @returns undefined if there is nothing at this path
 */
export function respondToOwnPath(
  state: AppState,
  context: RequestContext,
): Response | Promise<Response> | undefined {
  const { method } = context.req;
  // `trailingSlash: "always"` gives one to those without an extension.
  const path = context.path.path.replace(/\/$/, "");
  if (path === OPENAPI_PATH) return state.openApi && describe(state, state.openApi, context);
  if (path === METRICS_PATH && state.settings.options.metrics === true)
    return metricsResponse(() => state.telemetry?.prometheusText(), method);
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (path === LIVE_PATH) {
    // So that its long responses are no route's.
    const { observed } = context.connection;
    if (observed) observed.route = LIVE_PATH;
    return respondToLive(state.settings.live, context);
  }
  if (path === SPECULATION_RULES) return speculationRules(state.build.base, state.build.prefetch);
  return path === VIEW_TRANSITIONS ? viewTransitionStyles() : undefined;
}

async function describe(state: AppState, openApi: OpenApi, context: RequestContext): Promise<Response> {
  try {
    return await openApi.respond(context.req.method);
  } catch (error) {
    return respondToEndpointFailure(state.endpoints, error, context);
  }
}
