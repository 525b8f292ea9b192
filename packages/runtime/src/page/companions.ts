import type { RequestContext } from "../context.ts";
import { errors } from "../errors.ts";
import { redirectLocation, redirectStatus } from "../http/redirect.ts";
import type { PageServer, ServerResult, UntypedProps } from "../types.ts";
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
 * @returns the merged results; with a `response` if one of them gave one, a redirect included
 * @throws whatever a server function throws, `Redirect` included
 */
export async function runServerFunctions(
  levels: readonly PageLevel[],
  context: RequestContext,
): Promise<PageData> {
  const running = startAll(levels, context);
  const merged: PageData = { props: {} };
  for (let index = 0; index < running.length; index++) {
    const result = await running[index];
    if (result === undefined || result === null) continue;
    const file = levels[index]?.serverFile ?? "";
    if (result instanceof Response) return { ...merged, response: unused(result, file) };
    if (typeof result !== "object") throw errors.notAResult(file, typeof result);
    mergeResult(merged, result);
    if (result.redirect) {
      const target = redirectTarget(result.redirect);
      return { ...merged, response: redirectAnswer(target, merged.responseOptions?.headers) };
    }
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
    const above = running.filter((result) => result !== undefined);
    running.push(level.server ? start(level.server, context, above) : undefined);
  }
  for (const result of running) {
    // An outer level may settle the request first; the error of an inner one is then nobody's.
    if (result instanceof Promise) result.catch(ignoreLateFailure);
  }
  return running;
}

function ignoreLateFailure(): void {
  // The loop above awaits the same promise and sees the error if it still matters.
}

/** Calls one server function; a throw becomes a rejection, so that outer levels keep their right of way. */
function start(server: PageServer, context: RequestContext, above: Running[]): Running {
  try {
    return server(above.length === 0 ? context : withParent(context, above));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** The same context with a `parent()` of its own: it sees what lies above its level. */
function withParent(context: RequestContext, above: Running[]): RequestContext {
  let parent: Promise<UntypedProps> | undefined;
  return new Proxy(context, {
    get(target, key) {
      if (key !== "parent") return Reflect.get(target, key, target);
      return () => {
        parent ??= mergeParents(above);
        return parent;
      };
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

async function mergeParents(above: Running[]): Promise<UntypedProps> {
  let merged: UntypedProps = {};
  for (const result of await Promise.all(above)) {
    if (result && !(result instanceof Response)) merged = { ...merged, ...result.props };
  }
  return merged;
}

/** Props are spread: `Object.assign` would take a key named `__proto__` for the prototype. */
function mergeResult(merged: PageData, result: ServerResult): void {
  const { props, responseOptions, ...rest } = result;
  Object.assign(merged, rest);
  if (props) merged.props = { ...merged.props, ...props };
  if (responseOptions) merged.responseOptions = mergeResponseOptions(merged.responseOptions, responseOptions);
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
