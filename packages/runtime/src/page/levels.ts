import type { UntypedProps } from "../api/route-types.ts";
import type { PageServer, ServerResult } from "../api/types.ts";
import { errors } from "../diagnostics/errors.ts";
import { redirectLocation, redirectStatus } from "../http/redirect.ts";
import { redirectResponse } from "../http/redirect-response.ts";
import { showValue } from "../options/checks.ts";
import type { RequestContext } from "../request/request-context.ts";
import { routeContext } from "../request/user-context.ts";
import { settledValue } from "../util/maybe-promise.ts";
import { holdRejections } from "./deferred.ts";
import { LevelContext } from "./level-context.ts";
import type { PageLevel } from "./prepare.ts";
import { checkServerResult } from "./server-result.ts";

/** What the server functions of a page came to, merged from the outside in. */
export type PageData = ServerResult & {
  props: UntypedProps;
  /** Sent in place of the page. */
  response?: Response;
  /** The server file that returned it, unless it is a redirect. */
  responseFile?: string;
};

/**
 * Runs the server functions of all levels. The outermost redirect, `Response` or error wins.
 *
 * For GET and HEAD, which change nothing (RFC 9110 §9.2.1), all of them start at once. For every other method each
 * starts when those above it have let the request pass: a guard in a layout guards what changes data.
 *
 * @returns the merged results; with a `response` if one of them gave one, a redirect included; at once if none of them
 *   waits for anything
 * @throws whatever a server function throws, `Redirect` included
 */
export function runServerFunctions(
  levels: readonly PageLevel[],
  context: RequestContext,
): PageData | Promise<PageData> {
  const run: Run = { levels, context, started: [] };
  const { method } = context.req;
  if (method === "GET" || method === "HEAD") {
    for (const level of levels) run.started.push(start(level, run));
  }
  return mergeFrom(0, run, { props: {} });
}

/** The server functions of one request. */
interface Run {
  readonly levels: readonly PageLevel[];
  readonly context: RequestContext;
  /** What the outer levels return; of the others nothing was called yet. */
  readonly started: Running[];
}

function mergeFrom(first: number, run: Run, outer: PageData): PageData | Promise<PageData> {
  const { levels, context, started } = run;
  let merged = outer;
  for (let index = first; index < levels.length; index++) {
    const level = levels[index] as PageLevel;
    if (index === started.length) started.push(start(level, run));
    const result = settledValue(started[index]);
    if (result instanceof Promise) {
      return result.then((late) => {
        const data = mergeResult(merged, late, level, context);
        return data.response ? data : mergeFrom(index + 1, run, data);
      });
    }
    merged = mergeResult(merged, result, level, context);
    if (merged.response) break;
  }
  return merged;
}

type Running = ReturnType<PageServer>;

/** Calls the server function of a level, if it has one. */
function start(level: PageLevel, run: Run): Running {
  const result = level.server && call(level, level.server, run);
  // An outer level may settle the request first; the error of an inner one is then nobody's.
  if (!(result instanceof Promise)) holdRejections(result);
  else if (Bun.peek.status(result) === "fulfilled") holdRejections(Bun.peek(result));
  else result.then(holdRejections, ignoreLateFailure);
  return result;
}

function ignoreLateFailure(): void {
  // The merge awaits the same promise and sees the error if it still matters.
}

/** A throw becomes a rejection, so that outer levels keep their right of way. */
function call(level: PageLevel, server: PageServer, { levels, context, started }: Run): Running {
  try {
    if (level.isFirstServer) {
      context.transformScope = level;
      return invoke(level, server, context, context);
    }
    const above = started.slice();
    const own = new LevelContext(context, level, () => mergeParents(levels, above));
    return invoke(level, server, own, context);
  } catch (error) {
    return Promise.reject(error);
  }
}

function invoke(
  level: PageLevel,
  server: PageServer,
  own: RequestContext | LevelContext,
  { trace }: RequestContext,
): Running {
  if (!trace) return server(routeContext(own));
  const file = fileOf(level);
  const part = { name: `server function ${file}`, attributes: { "code.file.path": file } };
  return trace.run(part, () => server(routeContext(own)));
}

/** @throws what a level above throws; a `BunsenError` if one of them ended the request otherwise */
async function mergeParents(levels: readonly PageLevel[], above: readonly Running[]): Promise<UntypedProps> {
  let merged: UntypedProps = {};
  for (const [index, result] of (await Promise.all(above)).entries()) {
    if (result === undefined) continue;
    if (result instanceof Response) throw errors.endedAbove();
    checkServerResult(result, fileOf(levels[index] as PageLevel));
    if (result.redirect) throw errors.endedAbove();
    merged = { ...merged, ...result.props };
  }
  return merged;
}

function fileOf({ serverFile, file }: PageLevel): string {
  return serverFile ?? file;
}

/** What the levels above came to, and one more. */
function mergeResult(
  outer: PageData,
  result: Awaited<Running>,
  level: PageLevel,
  context: RequestContext,
): PageData {
  if (result === undefined) return outer;
  const file = fileOf(level);
  if (result instanceof Response) return { ...outer, response: result, responseFile: file };
  checkServerResult(result, file);
  const { props, responseOptions, redirect, ...rest } = result;
  const merged: PageData = { ...outer, ...rest };
  if (rest.resTransform) context.putTransform(level, "returned", rest.resTransform);
  if (saysOfCaching(result)) mergeCacheRules(merged, outer, result);
  // Spread: `Object.assign` would take a key named `__proto__` for the prototype.
  if (props) merged.props = { ...outer.props, ...props };
  if (responseOptions?.status !== undefined) checkStatus(file, responseOptions.status);
  if (responseOptions) merged.responseOptions = mergeResponseOptions(outer.responseOptions, responseOptions);
  if (redirect) merged.response = redirectResponse(redirectTarget(redirect), merged.responseOptions?.headers);
  return merged;
}

function saysOfCaching(result: ServerResult): boolean {
  return "cachePage" in result || "cacheExpiry" in result || "cacheStale" in result || "cacheTags" in result;
}

/** Inner values win, except that any `cachePage: false` does, and that tags add up. */
function mergeCacheRules(merged: PageData, outer: PageData, result: ServerResult): void {
  if (outer.cachePage === false) merged.cachePage = false;
  if (outer.cacheTags) merged.cacheTags = [...outer.cacheTags, ...(result.cacheTags ?? [])];
}

/** A page is a body, so the statuses that have none are not for it (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
function checkStatus(file: string, status: unknown): void {
  const isStatus = Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599;
  if (isStatus && status !== 204 && status !== 205 && status !== 304) return;
  const expected = "one from 200 to 599 that has a body; for another return a Response";
  throw errors.invalidResult(file, "responseOptions.status", showValue(status), expected);
}

type ResponseOptions = NonNullable<ServerResult["responseOptions"]>;

function mergeResponseOptions(outer: ResponseOptions | undefined, inner: ResponseOptions): ResponseOptions {
  if (!outer?.headers) return { ...outer, ...inner };
  const headers = new Headers(outer.headers);
  for (const [name, value] of new Headers(inner.headers)) {
    // Each line is a cookie of its own; one must not push out another.
    if (name === "set-cookie") headers.append(name, value);
    else headers.set(name, value);
  }
  return { ...outer, ...inner, headers };
}

function redirectTarget({ destination, permanent, status_code }: NonNullable<ServerResult["redirect"]>) {
  const status = permanent ? 301 : redirectStatus(status_code ?? 302);
  return { location: redirectLocation(destination, false), status };
}
