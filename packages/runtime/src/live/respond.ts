import { logEvents, warnOnce } from "../diagnostics/log-events.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { EVENT_STREAM_HEADERS } from "../http/outgoing-events.ts";
import type { LiveSettings } from "../options/live.ts";
import type { RequestContext } from "../request/request-context.ts";
import { liveHub } from "./live-hub.ts";
import { verifyTopics } from "./token.ts";
import { topicKeys } from "./topics.ts";

/** Milliseconds by which a page may be older than its tab says: for the way of its request. */
const TRAVEL_MILLISECONDS = 1000;
/** Seconds after which a tab that found no place tries again. */
const RETRY_SECONDS = 30;

/** How many streams each client has, by its address. */
const clients = new Map<string, number>();

/**
 * The stream by which a tab learns that its page has changed. It carries no data: what the tab then requests goes through middleware.
 * The query has the token of the topics, and for how many milliseconds the tab has what it shows.
 */
export function respondToLive(settings: LiveSettings, { url, ip }: RequestContext): Response {
  const ids = verifyTopics(url.searchParams.get("topics") ?? "", settings.secrets);
  if (!ids)
    return problemResponse({ status: 403, detail: "The topics are not signed by this server." }, NO_STORE);
  const streams = clients.get(ip) ?? 0;
  if (streams >= settings.maxStreamsPerClient) {
    warnOnce(logEvents.liveClientLimit(settings.maxStreamsPerClient));
    return refuse(429);
  }
  if (liveHub.size >= settings.maxStreams) {
    warnOnce(logEvents.liveLimit(settings.maxStreams));
    return refuse(503);
  }
  clients.set(ip, streams + 1);
  const age = Math.max(0, Number(url.searchParams.get("age")) || 0);
  const since = performance.now() - age - TRAVEL_MILLISECONDS;
  const events = liveHub.open(topicKeys(ids), since, () => leave(ip));
  return new Response(events.body, { headers: EVENT_STREAM_HEADERS });
}

function leave(ip: string): void {
  const streams = (clients.get(ip) ?? 1) - 1;
  if (streams > 0) clients.set(ip, streams);
  else clients.delete(ip);
}

const NO_STORE = { "cache-control": "no-store" };

function refuse(status: number): Response {
  return problemResponse(
    { status, detail: "Too many streams of live pages are open." },
    { ...NO_STORE, "retry-after": String(RETRY_SECONDS) },
  );
}
