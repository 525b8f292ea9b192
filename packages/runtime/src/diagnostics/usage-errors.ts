/**
 * A function of the public API got an argument that it does not accept. The message ends with a stable code, which
 * `docs/errors.md` explains.
 */
class UsageError extends TypeError {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${message} [${code}]`);
    this.code = code;
  }
}

// Functions instead of one object: a browser bundle then has only those that it needs.

/** @param problem what is wrong with the parameters, as a sentence */
export const invalidHref = (route: string, problem: string) =>
  new UsageError("INVALID_HREF", `href ${route}: ${problem}`);

/** @param problem what is wrong with the target, as the end of a sentence */
export const invalidRedirect = (to: unknown, problem: string) =>
  new UsageError("INVALID_REDIRECT", `redirect: ${JSON.stringify(to)} ${problem}`);

export const invalidRedirectStatus = (status: number) =>
  new UsageError(
    "INVALID_REDIRECT",
    `redirect: ${status} is not a redirect status. Use 300, 301, 302, 303, 307 or 308.`,
  );

export const invalidErrorStatus = (status: number) =>
  new UsageError("INVALID_ERROR_STATUS", `httpError() takes a status from 400 to 599, not ${status}.`);

export const invalidOnError = (kind: string) =>
  new UsageError(
    "CLIENT_EXPORT",
    `src/client.ts exports an onError that is a ${kind}. Export a function: export const onError = (error, info) => { … };`,
  );

export const unsafePath = (name: string) =>
  new UsageError(
    "UNSAFE_PATH",
    `safeJoin: ${JSON.stringify(name)} does not name a file below the directory. Refuse such a request with a 404.`,
  );

export const outsidePage = (hook: string) =>
  new UsageError(
    "OUTSIDE_PAGE",
    `${hook}() is called outside of a page. Call it in components of a page, a layout or the root; Head and meta get the same from ctx.`,
  );

export const notInBrowser = (name: string) =>
  new UsageError(
    "NOT_IN_BROWSER",
    `${name}() is called on the server. Call it in an event handler or effect; server functions return or throw a redirect.`,
  );

/** @param problem what is wrong with the target, as the end of a sentence */
export const invalidNavigation = (to: string, problem: string) =>
  new UsageError("INVALID_NAVIGATION", `navigate: ${JSON.stringify(to)} ${problem}`);

/** @param place what was given the value, such as `body of endpoint()` */
export const notASchema = (place: string, kind: string) =>
  new UsageError(
    "NOT_A_SCHEMA",
    `The ${place} is no schema but of type ${kind}. Pass a schema of zod, valibot, arktype or another library that ` +
      "implements Standard Schema.",
  );

/**
 * @param place the schema, such as `The body schema of POST /api/notes`
 * @param problem what it did, as the end of a sentence
 * @param cause what it threw
 */
export const schemaFailed = (place: string, problem: string, cause?: unknown) =>
  Object.assign(
    new UsageError(
      "SCHEMA_FAILED",
      `${place} ${problem}. A schema that checks something else, such as a database, must handle its errors itself.`,
    ),
    cause === undefined ? {} : { cause },
  );

/** @param problem a sentence */
export const invalidEndpoint = (problem: string) =>
  new UsageError(
    "INVALID_ENDPOINT",
    `${problem} Write endpoint({ params, query, body, response }, handler), with schemas for the parts that it checks.`,
  );

/** @param shown the first issues, with where they are */
export const invalidResponseValue = (place: string, shown: string) =>
  new UsageError(
    "INVALID_RESPONSE_VALUE",
    `The handler of ${place} returned a value that its response schema refuses: ${shown}. Return what the schema describes, or ` +
      "change the schema.",
  );

/** @param place the method and the route */
export const unexpectedResponse = (place: string, type: string) =>
  new UsageError(
    "API_RESPONSE",
    `api: the response to ${place} is ${type}, not what an endpoint returns. Something else responded, such as middleware or a ` +
      "page that it redirected to: let it respond with an error status, or use fetch().",
  );

/** @param place the method and the route */
export const apiLoop = (place: string) =>
  new UsageError(
    "API_LOOP",
    `api: ${place} is called by an endpoint that it led to. Call the function that both need instead.`,
  );

export const apiWithoutApp = () =>
  new UsageError(
    "API_WITHOUT_APP",
    "api: on the server it works while the app runs. Call it in server functions, endpoints, middleware or onStart.",
  );

export const envUnavailable = () =>
  new UsageError(
    "ENV_UNAVAILABLE",
    "env() is called before the server has started. Call it in functions, not at the top level of a module.",
  );
