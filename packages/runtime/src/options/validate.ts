import type { ServerOptions } from "../api/define-server.ts";
import { isHostPattern } from "../http/allowed-hosts.ts";
import { isOrigin } from "../http/origin.ts";
import { canonicalizePath } from "../http/path.ts";
import { isSchema } from "../schema/run-schema.ts";
import { isPlainObject } from "../util/plain-object.ts";
import {
  anything,
  check,
  DAY_IN_SECONDS,
  isBoolean,
  isFunction,
  isInteger,
  isListOf,
  isNumber,
  isObject,
  isText,
  type OptionCheck,
} from "./checks.ts";
import { checkCron } from "./cron.ts";
import { checkCsp } from "./csp.ts";
import { checkForeignOptions } from "./foreign-options.ts";
import { checkLive } from "./live.ts";
import { checkSession } from "./session.ts";
import { isWorkerCount, WORKERS_EXPECTED } from "./workers.ts";

/** What Bun takes for `idleTimeout`. */
export const MAXIMUM_IDLE_SECONDS = 255;
export const MAXIMUM_HOPS = 32;

const isName = isText("a string that is not empty", (text) => text !== "");
const isSeconds = isNumber(`a number of seconds from 0 to ${DAY_IN_SECONDS}`, 0, DAY_IN_SECONDS);
const isObjectValue = check("an object", (value) => typeof value === "object" && value !== null);
const isPath = isText("a path such as /ws, as the address bar would show it", isCanonicalPath);

function isCanonicalPath(text: string): boolean {
  const path = canonicalizePath(text, "ignore");
  return "path" in path && path.path === text;
}

const WEBSOCKET: Record<string, OptionCheck> = {
  path: isPath,
  origins: isListOf('a list of origins such as "https://example.com", or ["*"]', isOriginOrAll),
  upgrade: isFunction,
  data: anything,
  message: isFunction,
  open: isFunction,
  drain: isFunction,
  close: isFunction,
  ping: isFunction,
  pong: isFunction,
  error: isFunction,
  maxPayloadLength: isInteger("a number of bytes", 0, Number.MAX_SAFE_INTEGER),
  backpressureLimit: isInteger("a number of bytes", 0, Number.MAX_SAFE_INTEGER),
  closeOnBackpressureLimit: isBoolean,
  idleTimeout: isInteger("a whole number of seconds from 0 to 960", 0, 960),
  publishToSelf: isBoolean,
  sendPings: isBoolean,
  perMessageDeflate: check(
    "true, false or an object",
    (value) => typeof value === "boolean" || isPlainObject(value),
  ),
};

function isOriginOrAll(text: string): boolean {
  return text === "*" || (isOrigin(text) && !text.endsWith("/"));
}

const ours = (instead: string): OptionCheck => check(`nothing: ${instead}`, () => false);

/** Bun's own options, of Bun 1.4. Bun checks the insides of `tls` itself. */
const SERVE: Record<string, OptionCheck> = {
  port: check("a number from 0 to 65535", isPort),
  hostname: isText("a host name or an address", (text) => text !== ""),
  unix: isText("a path", (text) => text !== ""),
  tls: isObjectValue,
  http1: isBoolean,
  http2: isBoolean,
  http3: isBoolean,
  idleTimeout: isInteger(
    `a whole number of seconds from 0 to ${MAXIMUM_IDLE_SECONDS}`,
    0,
    MAXIMUM_IDLE_SECONDS,
  ),
  maxRequestBodySize: isInteger("a number of bytes", 1, Number.MAX_SAFE_INTEGER),
  reusePort: isBoolean,
  workers: check(WORKERS_EXPECTED, isWorkerCount),
  ipv6Only: isBoolean,
  development: anything,
  error: isFunction,
  id: anything,
  fetch: ours("Bunsen handles requests; put your code into middleware or an endpoint"),
  routes: ours("Bunsen handles requests; put your code into middleware or an endpoint"),
  websocket: ours('"websocket" stands beside "serve"'),
};

function isPort(value: unknown): boolean {
  const port = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isInteger(port) && Number(port) >= 0 && Number(port) <= 65_535;
}

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;
/** Latin-1 without control characters but the tab (RFC 9110 §5.5). */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const checkHeaders: OptionCheck = (value, name) => {
  check("an object of header names and values", isPlainObject)(value, name);
  for (const [header, content] of Object.entries(value ?? {})) {
    check("named by letters, digits and hyphens", () => HEADER_NAME.test(header))(
      header,
      `${name}.${header}`,
    );
    const accepts = (text: unknown) =>
      text === false || (typeof text === "string" && HEADER_VALUE.test(text));
    check("one line of Latin-1 text, or false", accepts)(content, `${name}.${header}`);
  }
};

const METRICS = isRequired(isObject({ port: check("a number from 0 to 65535", isPort), hostname: isName }), [
  "port",
]);

const checkMetrics: OptionCheck = (value, name) => {
  if (typeof value !== "boolean") METRICS(value, name);
};

const CHECKS: Record<keyof ServerOptions, OptionCheck> = {
  middleware: isFunction,
  around: isFunction,
  middlewareTimeout: check(
    `a number of seconds above 0, at most ${DAY_IN_SECONDS}`,
    (value) => typeof value === "number" && value > 0 && value <= DAY_IN_SECONDS,
  ),
  bodyTimeout: isInteger("a whole number of seconds from 1 to 250", 1, 250),
  websocket: isObject(WEBSOCKET),
  serve: isObject(SERVE),
  origin: isText("an origin such as https://example.com, without a path", isOrigin),
  allowedHosts: isListOf(
    'a list of hosts such as "example.com", "*.example.com" or "example.com:8443"',
    isHostPattern,
  ),
  trustProxy: isInteger(`the number of proxies in front, 0 to ${MAXIMUM_HOPS}`, 0, MAXIMUM_HOPS),
  publicEnv: isListOf("a list of names of environment variables", (text) => /^[A-Za-z_]\w*$/.test(text)),
  env: check(
    "a schema of zod, valibot, arktype or another library that implements Standard Schema",
    isSchema,
  ),
  openapi: isRequired(isObject({ title: isName, version: isName }), ["title", "version"]),
  csp: checkCsp,
  csrf: isBoolean,
  headers: checkHeaders,
  trailingSlash: isText('"never", "always" or "ignore"', (text) =>
    ["never", "always", "ignore"].includes(text),
  ),
  cache: isObject({
    store: check("a store: memoryStore(), fileStore(), redisStore() or one of your own", isCacheStore),
    defaultExpiry: isSeconds,
    maxBytes: isInteger("a number of bytes", 1, Number.MAX_SAFE_INTEGER),
    warm: isListOf('a list of paths such as "/news"', isPathWithSearch),
  }),
  session: checkSession,
  live: checkLive,
  cron: checkCron,
  health: isObject({ live: isPath, ready: isPath, check: isFunction }),
  shutdown: isObject({ delay: isSeconds, timeout: isSeconds }),
  collectStyles: isFunction,
  requestLog: isBoolean,
  metrics: checkMetrics,
  onRequest: isFunction,
  onError: isFunction,
  onStart: isFunction,
  onShutdown: isFunction,
};

/** An object that must have these keys. */
function isRequired(fields: OptionCheck, keys: readonly string[]): OptionCheck {
  return (value, name) => {
    fields(value, name);
    if (value === undefined) return;
    const isThere = (key: string) => Reflect.get(Object(value), key) !== undefined;
    check(`an object with ${keys.join(" and ")}`, () => keys.every(isThere))(value, name);
  };
}

function isPathWithSearch(text: string): boolean {
  return isCanonicalPath(text.split("?", 1)[0] ?? "") && !text.includes("#");
}

function isCacheStore(value: unknown): boolean {
  const methods = ["read", "clock", "write", "invalidate"] as const;
  const store = value as Partial<Record<(typeof methods)[number] | "name", unknown>> | null;
  if (typeof store !== "object" || store === null || typeof store.name !== "string") return false;
  return methods.every((method) => typeof store[method] === "function");
}

/**
 * Checks what `src/server.ts` exports, because a typo there would silently change who is let in.
 *
 * @throws {BunsenError} INVALID_OPTION or UNKNOWN_OPTION, naming the option and what it takes
 */
export function checkServerOptions(options: unknown): asserts options is ServerOptions {
  checkForeignOptions(options);
  isObject(CHECKS)(options, "");
}
