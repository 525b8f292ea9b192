import type { Around } from "../api/define-server.ts";
import { errors, SERVER_MODULE } from "../diagnostics/errors.ts";
import { addDefaults, SECURITY_HEADERS } from "../http/headers.ts";
import { respondToPageFailure } from "../page/error-page.ts";
import { bodyFailure, bodyFault, guardBody } from "../request/body-guard.ts";
import { describeKind } from "../request/finish.ts";
import type { RequestContext } from "../request/request-context.ts";
import { middlewareContext } from "../request/user-context.ts";
import { userResponse } from "../request/user-response.ts";
import { Deadline } from "../util/deadline.ts";
import type { AppState } from "./app-state.ts";
import { dispatch } from "./dispatch.ts";

const AROUND = { name: "around" };

/** Runs what comes after middleware: `around`, if there is one, and the route inside of it. */
export function respondAfterMiddleware(
  state: AppState,
  context: RequestContext,
): Response | Promise<Response> {
  const { around } = state.settings.options;
  return around ? runAround(state, around, context) : dispatch(state, context);
}

async function runAround(state: AppState, around: Around, context: RequestContext): Promise<Response> {
  if (!context.guarded) guardBody(context);
  const rest = new RestOfRequest(state, context);
  const { connection } = context;
  try {
    const result = await callAround(around, context, rest, state.build.base !== "/");
    if (result instanceof Response && result === rest.response) return result;
    const fault = bodyFault(context);
    if (fault) throw fault;
    // What the route's response was found to be is not true of this one.
    connection.finite = false;
    if (connection.observed) connection.observed.isStreamed = false;
    context.isNegotiated = false;
    connection.endedByMiddleware = true;
    if (!(result instanceof Response)) throw errors.aroundResult(describeKind(result));
    const response = await userResponse(result, SERVER_MODULE, context.req);
    addDefaults(response.headers, SECURITY_HEADERS);
    return response;
  } catch (error) {
    connection.finite = false;
    connection.endedByMiddleware = true;
    rest.discard();
    return respondToPageFailure(state.pages, bodyFailure(context, error), context, undefined);
  } finally {
    rest.clear();
  }
}

/** Calls `around`, which sees the URL without Vite's `base`, as middleware does, until it calls `next`. */
async function callAround(
  around: Around,
  context: RequestContext,
  rest: RestOfRequest,
  hasBase: boolean,
): Promise<unknown> {
  if (hasBase) context.showAppUrl(true);
  try {
    const { trace } = context;
    const result = trace
      ? trace.run(AROUND, () => around(middlewareContext(context), rest.run))
      : around(middlewareContext(context), rest.run);
    return await Promise.race([result, rest.late]);
  } finally {
    if (hasBase) context.showAppUrl(false);
  }
}

/** What `next` runs. The time that it takes is limited by the route, and not counted as that of `around`. */
class RestOfRequest {
  readonly run: () => Promise<Response>;
  /** Rejects when `around` itself takes too long. */
  readonly late: Promise<never>;
  response: Response | undefined;
  readonly #startClock: () => Deadline;
  #deadline: Deadline;
  #isStarted = false;

  constructor(state: AppState, context: RequestContext) {
    const { middlewareTimeout } = state.settings;
    const { promise, reject } = Promise.withResolvers<never>();
    // Nothing waits for it where `around` is in time.
    promise.catch(() => undefined);
    this.late = promise;
    this.#startClock = () => {
      const deadline = new Deadline(middlewareTimeout, () =>
        errors.middlewareDeadline("around", middlewareTimeout),
      );
      deadline.onPassed((late) => {
        context.abortScope.abort(late);
        reject(late);
      });
      return deadline;
    };
    this.#deadline = this.#startClock();
    this.run = async () => {
      if (this.#isStarted) throw errors.aroundTwice();
      this.#isStarted = true;
      this.clear();
      if (state.build.base !== "/") context.showAppUrl(false);
      this.response = await dispatch(state, context);
      this.#deadline = this.#startClock();
      return this.response;
    };
  }

  clear(): void {
    this.#deadline.clear();
  }

  /** Ends the response of the route, which is not sent. */
  discard(): void {
    const body = this.response?.body;
    if (body && !body.locked) body.cancel().catch(() => undefined);
  }
}
