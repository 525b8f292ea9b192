import type { CacheOptions, ServerOptions, TrailingSlash } from "../api/define-server.ts";
import type { HealthOptions } from "../api/process-options.ts";
import type { ServerEnv } from "../api/server-env.ts";
import { type ContentSecurityPolicy, contentSecurityPolicy } from "../http/csp.ts";
import { OriginPolicy } from "../http/origin.ts";
import { readEnv } from "./env.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { type LiveSettings, resolveLive } from "./live.ts";
import { resolveSession, type SessionSettings } from "./session.ts";
import { checkServerOptions } from "./validate.ts";
import { numberOfWorkers } from "./workers.ts";

/** Longer than the 60 s for which load balancers keep a connection, so that it is they who close it. */
const IDLE_SECONDS = 75;
const SHUTDOWN_SECONDS = 30;
const MIDDLEWARE_SECONDS = 30;
/** Less than pages and middleware have, so that it is the body that is named. */
const BODY_SECONDS = 20;
const DEFAULT_BODY_BYTES = 10 * 1_048_576;

/** A header that `src/server.ts` sets on every response, or, with `false`, takes off. */
export type OwnHeader = readonly [name: string, value: string | false];

/** The options of `defineServer` and the environment, checked and with every default filled in. */
export interface ServerSettings {
  /** What the user wrote, for hooks and handlers. */
  readonly options: ServerOptions;
  readonly environment: Environment;
  readonly origin: OriginPolicy;
  readonly csp: ContentSecurityPolicy | undefined;
  readonly csrf: boolean;
  /** Names and values of the headers that every response gets, or does not get. */
  readonly headers: readonly OwnHeader[];
  readonly trailingSlash: TrailingSlash;
  readonly health: Required<Omit<HealthOptions, "check">> & Pick<HealthOptions, "check">;
  /** See `CacheOptions`. */
  readonly cache: Required<Omit<CacheOptions, "store">> & Pick<CacheOptions, "store">;
  /** `undefined` where the app has no sessions. */
  readonly session: SessionSettings | undefined;
  readonly live: LiveSettings;
  /** Seconds. */
  readonly shutdown: { readonly delay: number; readonly timeout: number };
  /** Seconds that middleware may take for one request. */
  readonly middlewareTimeout: number;
  /** Seconds for which a client may be silent in the middle of a body that somebody reads. */
  readonly bodyTimeout: number;
  /** How many processes share the port; `undefined` for one without a supervisor. */
  readonly workers: number | undefined;
  /** Seconds that a connection may be idle between requests. */
  readonly idleTimeout: number;
  /** The variables that `publicEnv` names and the environment has. */
  readonly publicEnv: Readonly<Record<string, string>>;
  /** What the schema of `env` made of the variables, or why it refuses them. */
  readonly env: ServerEnv;
  /** Bytes that the body of a request to a route may have, by the route's `maxRequestBodyMB`. */
  bodyLimit(maxRequestBodyMB: number | undefined): number;
}

/**
 * Checks and completes what the server is told; the environment beats the options.
 *
 * @param options the default export of `src/server.ts`
 * @param base Vite's `base`
 * @throws {BunsenError} naming the first option or variable that is wrong
 */
export function resolveSettings(
  options: ServerOptions,
  variables: Record<string, string | undefined> = process.env,
  isDevelopment = false,
  base = "/",
): ServerSettings {
  checkServerOptions(options);
  const environment = readEnvironment(variables);
  const { cache, health, shutdown, serve } = options;
  const workers = environment.workers ?? serve?.workers;
  const largestBody = environment.bodySizeLimit ?? serve?.maxRequestBodySize;
  return {
    options,
    environment,
    origin: new OriginPolicy({
      origin: environment.origin ?? options.origin,
      allowedHosts: options.allowedHosts,
      trustProxy: environment.trustProxy ?? options.trustProxy,
      allowsEveryPort: isDevelopment,
    }),
    csp: options.csp && contentSecurityPolicy(options.csp),
    csrf: options.csrf ?? true,
    headers: Object.entries(options.headers ?? {}),
    trailingSlash: options.trailingSlash ?? "never",
    cache: {
      store: cache?.store,
      defaultExpiry: cache?.defaultExpiry ?? 3600,
      maxBytes: cache?.maxBytes ?? 64 * 1_048_576,
      warm: cache?.warm ?? [],
    },
    health: {
      live: health?.live ?? "/_bunsen/live",
      ready: health?.ready ?? "/_bunsen/ready",
      check: health?.check,
    },
    session: options.session && resolveSession(options.session, environment.sessionSecrets, base),
    live: resolveLive(options.live, environment.secrets ?? environment.sessionSecrets),
    shutdown: {
      delay: shutdown?.delay ?? 0,
      timeout: environment.shutdownTimeout ?? shutdown?.timeout ?? SHUTDOWN_SECONDS,
    },
    middlewareTimeout: options.middlewareTimeout ?? MIDDLEWARE_SECONDS,
    bodyTimeout: options.bodyTimeout ?? BODY_SECONDS,
    workers: workers === undefined ? undefined : numberOfWorkers(workers),
    idleTimeout: environment.idleTimeout ?? serve?.idleTimeout ?? IDLE_SECONDS,
    publicEnv: Object.fromEntries(
      (options.publicEnv ?? []).flatMap((name) => {
        const value = variables[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    env: options.env ? readEnv(options.env, variables) : { values: Object.freeze({}) },
    bodyLimit: (megabytes) => {
      if (megabytes === undefined) return largestBody ?? DEFAULT_BODY_BYTES;
      return Math.min(megabytes * 1_048_576, largestBody ?? Number.POSITIVE_INFINITY);
    },
  };
}
