import { BunsenError, SERVER_MODULE } from "./errors.ts";

/** What can be wrong with sessions. */
export const sessionErrors = {
  missing: () =>
    new BunsenError(
      "NO_SESSIONS",
      `ctx.session was used, but this app has no sessions. Add them to ${SERVER_MODULE}: defineServer({ session: {} }).`,
    ),
  noSecret: () =>
    new BunsenError(
      "NO_SESSION_SECRET",
      `The option session of ${SERVER_MODULE} needs a secret. Set SESSION_SECRET to the output of openssl rand -hex 32, the ` +
        "same for every instance and every release.",
    ),
  late: () =>
    new BunsenError(
      "SESSION_LATE",
      "The session was changed after the headers of the response were sent, so its cookie cannot change any more. Change it " +
        "in middleware, in the server function itself or in an endpoint before it returns.",
    ),
  shared: () =>
    new BunsenError(
      "SESSION_SHARED",
      "A page that is rendered for the cache changed the session. What is cached is for every visitor: change the session in " +
        "middleware or in an endpoint, or let cachePage return false for such requests.",
    ),
  value: (key: string, reason: string) =>
    new BunsenError(
      "SESSION_VALUE",
      `The session cannot hold the value ${JSON.stringify(key)}: ${reason}. Set plain data, such as an id, and look up the ` +
        "rest with it.",
    ),
  tooLarge: (bytes: number, maximum: number) =>
    new BunsenError(
      "SESSION_TOO_LARGE",
      `The session would be a cookie of ${bytes} bytes, and browsers drop those above ${maximum}. Keep less in it, or set ` +
        `session.store in ${SERVER_MODULE}: sqliteSessions({ path }) or redisSessions({ url }).`,
    ),
  unavailable: (store: string, reason: string, cause?: unknown) =>
    Object.assign(
      new BunsenError(
        "SESSION_UNAVAILABLE",
        `The session store "${store}" failed: ${reason}. Until it works again, requests that ` +
          "use the session get a 503.",
      ),
      { cause },
    ),
};
