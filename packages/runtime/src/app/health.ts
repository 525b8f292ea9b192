import { LIVE_PATH } from "../contract/live.ts";
import type { Peers } from "../contract/peers.ts";
import { logEvents, logWarning } from "../diagnostics/log-events.ts";
import { messageOf } from "../diagnostics/thrown.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";
import { pathStart } from "../http/request-url.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { describeKind } from "../request/finish.ts";
import { TIMED_OUT, withTimeout } from "../util/with-timeout.ts";

/** Milliseconds that the user's check may take. */
const CHECK_MILLISECONDS = 5000;
/** Milliseconds that other workers have to say whether they are ready: a render, and their check. */
const PEER_MILLISECONDS = 6000;
const QUESTION = "readiness";

const HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  ...SECURITY_HEADERS,
};

/**
 * Responds to the health paths, before routing and whatever the request's `Host`: probes call a machine by its address.
 * They lie at the root even if the app has a `base`.
 */
export class Health {
  readonly #live: string;
  readonly #ready: string;
  readonly #check: (() => unknown) | undefined;
  readonly #renderOnce: () => Response | Promise<Response>;
  readonly #peers: Peers | undefined;
  #rendered = false;
  #draining = false;
  #running: Promise<string | undefined> | undefined;
  #checking: Promise<string | undefined> | undefined;
  #lastProblem: string | undefined;

  /**
   * @param renderOnce asks the app for `/`; called until its status is below 500
   * @param peers other workers: the server is ready when all are
   */
  constructor(
    settings: ServerSettings["health"],
    renderOnce: () => Response | Promise<Response>,
    peers?: Peers,
  ) {
    this.#live = settings.live;
    this.#ready = settings.ready;
    this.#check = settings.check;
    this.#renderOnce = renderOnce;
    this.#peers = peers;
    peers?.answer(QUESTION, async () => (await this.#ownProblem()) ?? "");
  }

  /** From now on the server is not ready: it has been told to stop. */
  drain(): void {
    this.#draining = true;
  }

  /**
   * The response if the request is for a health path.
   *
   * @param url `Request.url`; relative if `Host` was missing or odd
   */
  respond(url: string, method: string, request?: Request): Response | Promise<Response> | undefined {
    const start = pathStart(url);
    if (isPath(url, start, this.#live)) {
      // The stream of live pages has the same path.
      if (this.#live === LIVE_PATH && request?.headers.get("accept") === "text/event-stream")
        return undefined;
      return respond(200, "live", method);
    }
    if (!isPath(url, start, this.#ready)) return undefined;
    if (this.#draining) return respond(503, "draining", method);
    return this.#readiness().then((problem) =>
      respond(problem ? 503 : 200, problem ? "not ready" : "ready", method),
    );
  }

  /** Probes that come while one is running share its response. */
  #readiness(): Promise<string | undefined> {
    this.#running ??= this.#findProblemOfAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #findProblemOfAll(): Promise<string | undefined> {
    const [own, others] = await Promise.all([this.#ownProblem(), this.#peerProblem()]);
    return own ?? others;
  }

  /** Probes and other workers that ask while a check runs share its result. */
  #ownProblem(): Promise<string | undefined> {
    this.#checking ??= this.#findProblem().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #findProblem(): Promise<string | undefined> {
    const problem = (await this.#renderProblem()) ?? (await this.#checkProblem());
    if (problem !== undefined && problem !== this.#lastProblem) logWarning(logEvents.notReady(problem));
    this.#lastProblem = problem;
    return this.#draining ? "draining" : problem;
  }

  /** Each worker logs its own problem. */
  async #peerProblem(): Promise<string | undefined> {
    const asked = { question: QUESTION, milliseconds: PEER_MILLISECONDS, withReplaced: false };
    const heard = await this.#peers?.ask(asked);
    if (!heard) return undefined;
    if (!heard.isComplete) return "not every worker has started";
    const notReady = heard.answers.find(({ text }) => text !== "");
    return notReady && `worker ${notReady.worker} is not ready`;
  }

  async #renderProblem(): Promise<string | undefined> {
    if (this.#rendered) return undefined;
    const response = await this.#renderOnce();
    await response.body?.cancel();
    this.#rendered = response.status < 500;
    return this.#rendered ? undefined : `the page / responds with ${response.status}`;
  }

  async #checkProblem(): Promise<string | undefined> {
    if (!this.#check) return undefined;
    try {
      const result = await withTimeout(CHECK_MILLISECONDS, this.#check());
      if (result === TIMED_OUT) return `health.check took longer than ${CHECK_MILLISECONDS / 1000} s`;
      if (result === undefined || result === true) return undefined;
      return `health.check returned ${result === false ? "false" : describeKind(result)} instead of true`;
    } catch (error) {
      return `health.check failed: ${messageOf(error)}`;
    }
  }
}

function isPath(url: string, start: number, path: string): boolean {
  if (!url.startsWith(path, start)) return false;
  const end = start + path.length;
  return end === url.length || url[end] === "?";
}

function respond(status: number, text: string, method: string): Response {
  if (method === "GET" || method === "HEAD") return new Response(text, { status, headers: HEADERS });
  return new Response("Method Not Allowed", { status: 405, headers: { ...HEADERS, allow: "GET, HEAD" } });
}
