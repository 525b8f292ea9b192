import { liveErrors } from "../diagnostics/live-errors.ts";
import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { jsonText } from "../endpoint/json-text.ts";
import { COMMENT, EVENT_STREAM_HEADERS, OutgoingEvents } from "../http/outgoing-events.ts";
import { currentScope } from "../request/request-scope.ts";
import { isChannelValue } from "./channel.ts";
import { eventText } from "./event-text.ts";

/** One event, as the browser's `EventSource` gets it. Everything may be left out. */
export interface ServerEvent {
  /** Sent as JSON: read it with `JSON.parse(event.data)`. Default: no data, so that the browser's listeners are not called. */
  data?: unknown;
  /** Sent as it is, instead of `data`. Line breaks of all kinds arrive as `"\n"`. */
  text?: string;
  /** The type of the event, for `addEventListener`. Default: `"message"`. */
  event?: string;
  /** What the browser sends as `Last-Event-ID` when it connects again. Default: that of the event before. */
  id?: string;
  /** Milliseconds that the browser waits before it connects again. */
  retry?: number;
}

/** What a function that makes the events of a stream gets. */
export interface EventStreamStart {
  /** The id of the last event that the browser got before it lost the connection; `undefined` at first. */
  lastEventId: string | undefined;
  /** Aborts when the stream is over: the client has left, or the server shuts down. */
  signal: AbortSignal;
}

/** The options of `eventStream`. */
export interface EventStreamOptions<Value> {
  /** Makes the event of a value. Default: the value is its `data`. */
  event?: (value: Value) => ServerEvent;
  /** Seconds, 1 to 3600, after which a silent stream sends a comment, so that no proxy takes it for dead. Default 15. */
  heartbeat?: number;
  /** Milliseconds that the browser waits before it connects again. Default: the browser's own, about 3,000. */
  retry?: number;
  /** Further headers. Default: none. */
  headers?: HeadersInit;
}

const HEARTBEAT_SECONDS = 15;
const encoder = new TextEncoder();

/**
 * Responds with server-sent events, which a browser reads with `EventSource`. The next value is only asked for when the client has
 * taken the one before. The stream ends with the iterable, when the client leaves (`return` of the iterator is called), when it does
 * not read for `idleTimeout` seconds, and when the server shuts down; browsers connect again in each case.
 *
 * @param source an async iterable, such as `channel("news").subscribe()`, or a function that makes it, such as an async generator
 * @throws {BunsenError} EVENT_STREAM_OPTION, EVENT_STREAM_SOURCE. Later errors (EVENT_FIELD, EVENT_DATA, what the source throws) are
 *   logged as EVENT_STREAM_FAILED and break the stream off.
 */
export function eventStream<Value>(
  source: AsyncIterable<Value> | ((start: EventStreamStart) => AsyncIterable<Value>),
  options: EventStreamOptions<Value> = {},
): Response {
  const { heartbeat = HEARTBEAT_SECONDS, retry, headers } = options;
  if (!(heartbeat >= 1 && heartbeat <= 3600))
    throw liveErrors.eventStreamOption("heartbeat", "1 to 3600 seconds");
  const begin = retry === undefined ? COMMENT : encoder.encode(eventText({ retry }));
  const left = new AbortController();
  const context = currentScope()?.context;
  const lastEventId = context?.req.headers.get("last-event-id") || undefined;
  const iterable = typeof source === "function" ? source({ lastEventId, signal: left.signal }) : source;
  if (typeof iterable?.[Symbol.asyncIterator] !== "function") throw liveErrors.eventStreamSource();
  const iterator = iterable[Symbol.asyncIterator]();
  const fail = (error: unknown) => {
    logError(logEvents.eventStreamFailed(context?.route ?? "a request"), errorFields(error));
    events.fail(error);
  };
  const events = new OutgoingEvents({
    heartbeat,
    maximumUnread: Number.POSITIVE_INFINITY,
    begin,
    pull: async () => {
      try {
        const { done, value } = await iterator.next();
        if (done) events.end();
        else events.send(eventBytes(value, options.event));
      } catch (error) {
        if (!left.signal.aborted) fail(error);
      }
    },
    onEnd: () => {
      left.abort();
      // A generator that waits for something is told by the signal.
      iterator.return?.().catch(() => undefined);
    },
  });
  const response = new Response(events.body, { headers: EVENT_STREAM_HEADERS });
  for (const [name, value] of new Headers(headers)) response.headers.set(name, value);
  return response;
}

/** The bytes of the value that was sent last: a channel gives all its streams the same one, which nobody can change. */
const latest: { value: unknown; bytes: Uint8Array | undefined } = { value: undefined, bytes: undefined };

function eventBytes<Value>(value: Value, toEvent: ((value: Value) => ServerEvent) | undefined): Uint8Array {
  if (toEvent) return encode(toEvent(value));
  if (latest.bytes && latest.value === value) return latest.bytes;
  const bytes = encode({ data: value });
  if (typeof value !== "object" || value === null || isChannelValue(value))
    Object.assign(latest, { value, bytes });
  return bytes;
}

function encode(event: ServerEvent): Uint8Array {
  const { data } = event;
  const text = data === undefined ? event.text : jsonText(data, liveErrors.eventData);
  return encoder.encode(eventText({ ...event, text }));
}
