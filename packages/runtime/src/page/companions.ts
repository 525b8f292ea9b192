import type { RequestContext } from "../context.ts";
import { Redirect } from "../control.ts";
import { errors } from "../errors.ts";
import { redirectLocation, redirectStatus } from "../http/redirect.ts";
import type { PageServer, ServerResult, UntypedProps } from "../types.ts";
import type { PageLevel } from "./prepare.ts";

/** What the server functions of a page came to, merged from the outside in. */
export type PageData = ServerResult & { props: UntypedProps };

/**
 * Runs the server functions of all levels, started at once. The outermost redirect, `Response` or error wins.
 *
 * @returns the merged results, or the `Response` that one of them gave
 * @throws whatever a server function throws, `Redirect` included
 */
export async function runServerFunctions(
  levels: readonly PageLevel[],
  context: RequestContext,
): Promise<PageData | Response> {
  const running = startAll(levels, context);
  const merged: PageData = { props: {} };
  for (let index = 0; index < running.length; index++) {
    const result = await running[index];
    if (result === undefined || result === null) continue;
    if (result instanceof Response) return result;
    const file = levels[index]?.serverFile ?? "";
    if (typeof result !== "object") throw errors.notAResult(file, typeof result);
    if (result.redirect) throw asRedirect(result.redirect);
    mergeResult(merged, result);
  }
  return merged;
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
  const merged: UntypedProps = {};
  for (const result of await Promise.all(above)) {
    if (result && !(result instanceof Response)) Object.assign(merged, result.props);
  }
  return merged;
}

function mergeResult(merged: PageData, result: ServerResult): void {
  const { props, responseOptions, ...rest } = result;
  Object.assign(merged, rest);
  if (props) Object.assign(merged.props, props);
  if (responseOptions) merged.responseOptions = mergeResponseOptions(merged.responseOptions, responseOptions);
}

type ResponseOptions = NonNullable<ServerResult["responseOptions"]>;

function mergeResponseOptions(outer: ResponseOptions | undefined, inner: ResponseOptions): ResponseOptions {
  if (!outer?.headers) return { ...outer, ...inner };
  const headers = new Headers(outer.headers);
  for (const [name, value] of new Headers(inner.headers)) headers.set(name, value);
  return { ...outer, ...inner, headers };
}

function asRedirect(redirect: NonNullable<ServerResult["redirect"]>): Redirect {
  const status = redirect.permanent ? 301 : redirectStatus(redirect.status_code ?? 302);
  return new Redirect(redirectLocation(redirect.destination, false), status);
}
