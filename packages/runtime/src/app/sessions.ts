import { errorFields } from "../diagnostics/log.ts";
import { logError, logEvents } from "../diagnostics/log-events.ts";
import { sessionErrors } from "../diagnostics/session-errors.ts";
import { respondToEndpointFailure } from "../endpoint/respond.ts";
import type { ServerSettings } from "../options/resolve.ts";
import { respondToPageFailure } from "../page/error-page.ts";
import type { RequestContext } from "../request/request-context.ts";
import type { AppState } from "./app-state.ts";

/**
 * Makes the changes of the session, and adds its cookie to those of the response. It may be called again and does nothing then.
 *
 * @throws {BunsenError} SESSION_UNAVAILABLE, SESSION_TOO_LARGE
 */
export async function commitSession(context: RequestContext): Promise<void> {
  const { session } = context.connection;
  const change = await session?.commit();
  if (!change || !context.settings.session) return;
  const { path, maxAge } = context.settings.session;
  // A cookie with a prefix is removed by the attributes with which it was set.
  context.cookies.set(change.name, change.value, { path, maxAge: change.value === "" ? 0 : maxAge });
}

/** The response, once the changes of the session are made; that to the failure if they cannot be. */
export function withSession(
  state: AppState,
  context: RequestContext,
  response: Response,
): Response | Promise<Response> {
  const { connection } = context;
  connection.hasHeaders = true;
  connection.session?.close();
  if (!connection.session?.isChanged) return response;
  return commitSession(context).then(
    () => response,
    (error: unknown) => respondToFailure(state, context, { response, error }),
  );
}

async function respondToFailure(
  state: AppState,
  context: RequestContext,
  { response, error }: { response: Response; error: unknown },
): Promise<Response> {
  // It would say that all went well.
  if (response.body && !response.body.locked) response.body.cancel().catch(() => undefined);
  context.connection.finite = false;
  context.isNegotiated = false;
  const isEndpoint = state.matcher.match(context.path)?.value.kind === "endpoint";
  return isEndpoint
    ? respondToEndpointFailure(state.endpoints, error, context)
    : respondToPageFailure(state.pages, error, context, undefined);
}

/**
 * For a server that others reach: cookies that only this process can open would be lost with it.
 *
 * @throws {BunsenError} NO_SESSION_SECRET
 */
export function requireSecret({ session }: ServerSettings): void {
  if (session?.isTemporary) throw sessionErrors.noSecret();
}

/** Ends what the store of sessions holds open. Never rejects: a failure is logged. */
export async function closeSessions(settings: ServerSettings | undefined): Promise<void> {
  try {
    await settings?.session?.store?.close?.();
  } catch (error) {
    logError(logEvents.storeNotClosed(), errorFields(error));
  }
}
