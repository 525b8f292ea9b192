import type { PageServer, ServerResult, UntypedProps } from "../api/types.ts";
import { checkRules, RETURNED_CACHE_RULES } from "../cache/model/rules.ts";
import { errors } from "../diagnostics/errors.ts";
import { redirectLocation, redirectStatus } from "../http/redirect.ts";
import type { RequestContext } from "../request/request-context.ts";
import { settledValue } from "../util/maybe-promise.ts";
import { LevelContext } from "./level-context.ts";
import type { PageLevel } from "./prepare.ts";
import { redirectAnswer } from "./redirect.ts";

/** What the server functions of a page came to, merged from the outside in. */
export type PageData = ServerResult & {
  props: UntypedProps;
  /** Sent in place of the page. */
  response?: Response;
};

/**
 * Runs the server functions of all levels, started at once. The outermost redirect, `Response` or error wins.
 *
 * @returns the merged results; with a `response` if one of them gave one, a redirect included; at once if none of them
 *   waits for anything
 * @throws whatever a server function throws, `Redirect` included
 */
export function runServerFunctions(
  levels: readonly PageLevel[],
  context: RequestContext,
): PageData | Promise<PageData> {
  return mergeFrom(0, startAll(levels, context), levels, { props: {} });
}

function mergeFrom(
  first: number,
  running: readonly Running[],
  levels: readonly PageLevel[],
  outer: PageData,
): PageData | Promise<PageData> {
  let merged = outer;
  for (let index = first; index < running.length; index++) {
    const result = settledValue(running[index]);
    const file = levels[index]?.serverFile ?? "";
    if (result instanceof Promise) {
      return result.then((late) => {
        const data = mergeResult(merged, late, file);
        return data.response ? data : mergeFrom(index + 1, running, levels, data);
      });
    }
    merged = mergeResult(merged, result, file);
    if (merged.response) break;
  }
  return merged;
}

/** A body is sent once: one `Response` object for every request is a mistake that shows at the second. */
function unused(response: Response, file: string): Response {
  if (response.bodyUsed) throw errors.responseReused(file);
  return response;
}

type Running = ReturnType<PageServer>;

function startAll(levels: readonly PageLevel[], context: RequestContext): Running[] {
  const running: Running[] = [];
  for (const level of levels) {
    const result = level.server && start(level.server, context, running);
    // An outer level may settle the request first; the error of an inner one is then nobody's.
    if (result instanceof Promise && Bun.peek.status(result) !== "fulfilled") result.catch(ignoreLateFailure);
    running.push(result);
  }
  return running;
}

function ignoreLateFailure(): void {
  // The merge awaits the same promise and sees the error if it still matters.
}

/** Calls one server function; a throw becomes a rejection, so that outer levels keep their right of way. */
function start(server: PageServer, context: RequestContext, started: readonly Running[]): Running {
  try {
    if (started.every((result) => result === undefined)) return server(context);
    const above = started.slice();
    return server(new LevelContext(context, () => mergeParents(above)));
  } catch (error) {
    return Promise.reject(error);
  }
}

async function mergeParents(above: readonly Running[]): Promise<UntypedProps> {
  let merged: UntypedProps = {};
  for (const result of await Promise.all(above)) {
    if (result && !(result instanceof Response)) merged = { ...merged, ...result.props };
  }
  return merged;
}

/** What the levels above came to, and one more. */
function mergeResult(outer: PageData, result: Awaited<Running>, file: string): PageData {
  if (result === undefined || result === null) return outer;
  if (result instanceof Response) return { ...outer, response: unused(result, file) };
  if (typeof result !== "object") throw errors.notAResult(file, typeof result);
  const { props, responseOptions, redirect, ...rest } = result;
  const merged: PageData = { ...outer, ...rest };
  if (saysOfCaching(result)) mergeCacheRules(merged, outer, result, file);
  // Spread: `Object.assign` would take a key named `__proto__` for the prototype.
  if (props) merged.props = { ...outer.props, ...props };
  if (responseOptions) merged.responseOptions = mergeResponseOptions(outer.responseOptions, responseOptions);
  if (redirect) merged.response = redirectAnswer(redirectTarget(redirect), merged.responseOptions?.headers);
  return merged;
}

function saysOfCaching(result: ServerResult): boolean {
  return "cachePage" in result || "cacheExpiry" in result || "cacheStale" in result || "cacheTags" in result;
}

/** Inner values win, except that any `cachePage: false` does, and that tags add up. */
function mergeCacheRules(merged: PageData, outer: PageData, result: ServerResult, file: string): void {
  checkRules(RETURNED_CACHE_RULES, result, (key, shown, expected) =>
    errors.invalidResult(file, key, shown, expected),
  );
  if (outer.cachePage === false) merged.cachePage = false;
  if (outer.cacheTags) merged.cacheTags = [...outer.cacheTags, ...(result.cacheTags ?? [])];
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
