import type { EndpointConfig } from "../api/config.ts";
import type { ApiHandler } from "../api/types.ts";
import type { ModuleNamespace } from "../contract/server-build.ts";
import { errors } from "../diagnostics/errors.ts";
import { checkEndpointConfig } from "./config.ts";

/** Methods that an endpoint may export by name. */
const NAMED_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** Methods that `default` or `handler` answers. */
const DEFAULT_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** An endpoint ready to be called. */
export interface PreparedEndpoint {
  file: string;
  handlers: Map<string, ApiHandler>;
  config: EndpointConfig;
  /** The value of `Allow`. */
  allow: string;
}

/**
 * Reads an endpoint module: named methods beat `default`, which beats `handler`; HEAD follows from GET.
 *
 * @throws {BunsenError} NO_HANDLER if it exports none, UNKNOWN_CONFIG or INVALID_CONFIG for what its `config` says
 */
export function prepareEndpoint(file: string, module: ModuleNamespace): PreparedEndpoint {
  const handlers = new Map<string, ApiHandler>();
  const fallback = module.default ?? module.handler;
  if (typeof fallback === "function") {
    for (const method of DEFAULT_METHODS) handlers.set(method, fallback as ApiHandler);
  }
  for (const method of NAMED_METHODS) {
    const handler = module[method];
    if (typeof handler === "function") handlers.set(method, handler as ApiHandler);
  }
  if (handlers.size === 0) throw errors.noHandler(file);
  const get = handlers.get("GET");
  if (get && typeof module.HEAD !== "function") handlers.set("HEAD", get);
  return { file, handlers, config: checkEndpointConfig(file, module.config), allow: allowHeader(handlers) };
}

function allowHeader(handlers: Map<string, ApiHandler>): string {
  const methods = NAMED_METHODS.filter((method) => handlers.has(method) || method === "OPTIONS");
  return methods.join(", ");
}
