import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./connection.ts";
import type { RequestContext } from "./request-context.ts";

/** Responds to a request by the pipeline of one app. */
export type Handle = (request: Request, connection: Connection) => Response | Promise<Response>;

/** The request that code is handling, for functions that have no context at hand. */
export interface RequestScope {
  readonly context: RequestContext;
  /** Of the app that handles it. */
  readonly handle: Handle;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs what handles a request. A render for the cache runs without it: it must see nothing of the visitor. */
export function runInScope<Result>(scope: RequestScope, run: () => Result): Result {
  return scopes.run(scope, run);
}

/** `undefined` outside of a request, and in a render for the cache. */
export function currentScope(): RequestScope | undefined {
  return scopes.getStore();
}
