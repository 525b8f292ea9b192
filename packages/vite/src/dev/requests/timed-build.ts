import type { ErrorRoute, Route } from "@bunsen/runtime/internal/route-table";
import type { ServerBuild } from "@bunsen/runtime/internal/server-build";
import type { RecentRequests } from "./recent.ts";
import type { Span } from "./record.ts";
import type { RequestTrace } from "./trace.ts";

type Load = ServerBuild["modules"][string];

/**
 * The same build, whose modules and middleware report their times to the current request. The app itself measures
 * nothing, so that production pays nothing for it.
 */
export function timedBuild(build: ServerBuild, recent: RecentRequests): ServerBuild {
  const { table, modules, server } = build;
  const routes = new Map<string, Route | ErrorRoute>();
  const timed = new Set<string>();
  for (const route of [...table.routes, ...table.errors]) {
    routes.set(route.file, route);
    if (route.kind === "endpoint") timed.add(route.file);
    else for (const { server: file } of [...route.wrappers, route]) if (file !== undefined) timed.add(file);
  }
  const entries = Object.entries(modules).map(([file, load]): [string, Load] => {
    const traced = async (trace: RequestTrace) => {
      const route = routes.get(file);
      if (route) trace.reached(route);
      const module = await load();
      trace.loaded();
      return timed.has(file) ? timedExports(module, file, trace) : module;
    };
    return [file, () => (recent.current ? traced(recent.current) : load())];
  });
  const middleware = server?.middleware;
  return {
    ...build,
    modules: Object.fromEntries(entries),
    ...(middleware && {
      server: {
        ...server,
        middleware: (context) => {
          const trace = recent.current;
          return (trace ? timedCall(middleware, trace, "middleware", "middleware") : middleware)(context);
        },
      },
    }),
  };
}

function timedExports(
  module: Record<string, unknown>,
  file: string,
  trace: RequestTrace,
): Record<string, unknown> {
  const entries = Object.entries(module).map(([name, value]) =>
    typeof value === "function"
      ? [name, timedCall(value as (...parameters: unknown[]) => unknown, trace, "server", file)]
      : [name, value],
  );
  return Object.fromEntries(entries);
}

function timedCall<Parameters extends unknown[], Result>(
  call: (...parameters: Parameters) => Result,
  trace: RequestTrace,
  kind: Span["kind"],
  name: string,
): (...parameters: Parameters) => Result {
  const timed = (...parameters: Parameters): Result => {
    const end = trace.begin(kind, name);
    try {
      const result = call(...parameters);
      // Without calling the result's own `then`, which would start lazy thenables: only the app does that.
      if (result instanceof Promise) Promise.prototype.then.call(result, end, end);
      else end();
      return result;
    } catch (error) {
      end();
      throw error;
    }
  };
  // An endpoint carries its schemas.
  return Object.assign(timed, call);
}
