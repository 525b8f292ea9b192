import type { RepeatableBody } from "../http/repeatable-body.ts";
import type { ServerSettings } from "../options/resolve.ts";
import type { ObservedRequest } from "../request/connection.ts";
import type { AppTelemetry } from "./telemetry.ts";

/** A response that the pipeline has made, for requests that say the same. */
interface ReadyResponse {
  readonly host: string | null;
  /** The value of `Accept-Encoding`. */
  readonly accept: string | null;
  /** On Bun, ready `Headers` make a `Response` in less than half of the time. */
  readonly headers: Headers;
  readonly body: RepeatableBody;
  /** For what counts requests. */
  readonly observed: ObservedRequest | undefined;
}

/** Bounds of the memory: bodies are held by files and by the page cache. */
const MAX_URLS = 1000;
/** Characters of a URL and of `Accept-Encoding`. */
const MAX_LENGTH = 500;
/** Browsers differ in what they accept. */
const MAX_PER_URL = 4;

/**
 * Responses with files and cached pages, found by the URL as it was sent. The pipeline makes each of them first, and again when
 * its body has changed; conditional requests and ranges always take that way.
 */
export class ReadyResponses {
  readonly #byUrl = new Map<string, ReadyResponse[]>();
  readonly #mayUpgrade: boolean;

  readonly #telemetry: AppTelemetry | undefined;

  /** @returns `undefined` where code of the user has a part in each request, or each is traced, or proxies say where it leads */
  static for(settings: ServerSettings, telemetry?: AppTelemetry): ReadyResponses | undefined {
    const { middleware, around, requestLog, onRequest } = settings.options;
    const isWatched = Boolean(middleware || around || requestLog || onRequest || telemetry?.tracing);
    return isWatched || settings.origin.readsProxies ? undefined : new ReadyResponses(settings, telemetry);
  }

  private constructor({ options }: ServerSettings, telemetry: AppTelemetry | undefined) {
    this.#telemetry = telemetry;
    this.#mayUpgrade = options.websocket !== undefined;
  }

  /** @returns `undefined` if the pipeline has to respond */
  respond(request: Request): Response | undefined {
    const began = this.#telemetry ? performance.now() : 0;
    const known = this.#byUrl.get(request.url);
    if (known === undefined || request.method !== "GET") return undefined;
    const { headers } = request;
    const accept = headers.get("accept-encoding");
    const ready = known.find((one) => one.accept === accept);
    if (ready === undefined || headers.get("host") !== ready.host || this.#isSpecial(headers))
      return undefined;
    const body = ready.body.again();
    if (body !== undefined) {
      this.#telemetry?.repeated(ready.observed, began);
      return new Response(body, { headers: ready.headers });
    }
    this.#drop(request.url, known, ready);
    return undefined;
  }

  /** Keeps a response that the pipeline has made. */
  keep(
    { url, method, headers }: Request,
    response: Response,
    body: RepeatableBody,
    observed?: ObservedRequest,
  ): void {
    if (method !== "GET" || response.status !== 200 || url.length > MAX_LENGTH) return;
    const accept = headers.get("accept-encoding");
    if (accept !== null && accept.length > MAX_LENGTH) return;
    const others = this.#byUrl.get(url)?.filter((one) => one.accept !== accept) ?? [];
    const ready = {
      host: headers.get("host"),
      accept,
      headers: new Headers(response.headers),
      body,
      observed,
    };
    if (this.#byUrl.size >= MAX_URLS && others.length === 0) this.#byUrl.clear();
    this.#byUrl.set(url, [ready, ...others.slice(0, MAX_PER_URL - 1)]);
  }

  #drop(url: string, known: ReadyResponse[], gone: ReadyResponse): void {
    const others = known.filter((one) => one !== gone);
    if (others.length === 0) this.#byUrl.delete(url);
    else this.#byUrl.set(url, others);
  }

  #isSpecial(headers: Headers): boolean {
    return (
      headers.get("if-none-match") !== null ||
      headers.get("if-match") !== null ||
      headers.get("range") !== null ||
      (this.#mayUpgrade && headers.get("upgrade") !== null)
    );
  }
}
