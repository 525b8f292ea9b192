import type { MiddlewareContext } from "../api/define-server.ts";
import type { RouteContext } from "../api/types.ts";
import { errors } from "../diagnostics/errors.ts";

/** Every field that the types promise, in the order of the documentation; `session` is one only where the app has sessions. */
const ROUTE_FIELDS: Record<keyof RouteContext, true> = {
  req: true,
  url: true,
  params: true,
  query: true,
  body: true,
  cookies: true,
  session: true,
  server: true,
  ip: true,
  signal: true,
  locals: true,
  parent: true,
  nonce: true,
  resTransform: true,
};

const MIDDLEWARE_FIELDS: Record<keyof MiddlewareContext, true> = {
  req: true,
  url: true,
  server: true,
  locals: true,
  cookies: true,
  session: true,
  ip: true,
  signal: true,
  nonce: true,
  resTransform: true,
};

const routeHandler = fieldsHandler<RouteContext>(Object.keys(ROUTE_FIELDS));
const middlewareHandler = fieldsHandler<MiddlewareContext>(Object.keys(MIDDLEWARE_FIELDS));

/** What has sessions or none, and says so without making one. */
interface KnowsSessions {
  readonly hasSessions: boolean;
}

/**
 * The context as user code gets it: `{ ...ctx }` copies its fields. They are getters of a class, which are made when they are first
 * read and which no copy would have; fields of its own would cost each request a microsecond.
 */
export function routeContext<Context extends RouteContext & KnowsSessions>(context: Context): RouteContext {
  return new Proxy<RouteContext>(context, routeHandler);
}

/** The same for middleware and `around`, which run before there is a route: what they copy has nothing of it. */
export function middlewareContext<Context extends MiddlewareContext & KnowsSessions>(
  context: Context,
): MiddlewareContext {
  return new Proxy<MiddlewareContext>(context, middlewareHandler);
}

function fieldsHandler<Context extends object>(fields: readonly string[]): ProxyHandler<Context> {
  const known = new Set<PropertyKey>(fields);
  const withoutSession = fields.filter((name) => name !== "session");
  return {
    // On the context itself: its getters read private fields.
    get: (target, key) => Reflect.get(target, key),
    set: (target, key, value) => {
      if (key === "res_transform")
        throw errors.foreignName("A context was given", key, "Set ctx.resTransform.");
      return Reflect.set(target, key, value);
    },
    ownKeys: (target) => [...(Reflect.get(target, "hasSessions") ? fields : withoutSession)],
    getOwnPropertyDescriptor: (target, key) =>
      known.has(key)
        ? { configurable: true, enumerable: true, get: () => Reflect.get(target, key) }
        : undefined,
  };
}
