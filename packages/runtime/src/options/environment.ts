import { errors } from "../diagnostics/errors.ts";
import { isIPv6 } from "../http/ip-literal.ts";
import { isOrigin } from "../http/origin.ts";
import { DAY_IN_SECONDS, showValue } from "./checks.ts";
import { isSecret } from "./session.ts";
import { MAXIMUM_HOPS, MAXIMUM_IDLE_SECONDS } from "./validate.ts";
import { readWorkerCount, type WorkerCount } from "./workers.ts";

/** What the environment says; each beats the option of `defineServer` that it corresponds to. */
export interface Environment {
  /** `HOST`: the name or address to listen on. */
  host?: string;
  /** `PORT`: 0 lets the system choose. */
  port?: number;
  /** `SOCKET_PATH`: a Unix socket to listen on instead of a port. */
  socketPath?: string;
  /** `WORKERS`: how many processes share the port. */
  workers?: WorkerCount;
  /** `BODY_SIZE_LIMIT`, in bytes. */
  bodySizeLimit?: number;
  /** `IDLE_TIMEOUT`, in seconds. */
  idleTimeout?: number;
  /** `SHUTDOWN_TIMEOUT`, in seconds. */
  shutdownTimeout?: number;
  /** `ORIGIN`: the public origin. */
  origin?: string;
  /** `TRUST_PROXY`: the number of proxies in front. */
  trustProxy?: number;
  /** `CACHE_DIR`: where the file store keeps pages. */
  cacheDirectory?: string;
  /** `REDIS_URL`: where the Redis store keeps pages. */
  redisUrl?: string;
  /** `SECRET`: what the topics of live pages are signed with, the newest first. */
  secrets?: string[];
  /** `SESSION_SECRET`: the secrets of sessions, the newest first. */
  sessionSecrets?: string[];
  /** `LOG`: the form of log lines. */
  log?: "text" | "json";
}

/** The path of a Unix socket, with the zero at its end (`sun_path`, unix(7)). */
const MAXIMUM_SOCKET_PATH = 108;

const EXPECTED_SECRETS =
  "32 random characters or more, as of openssl rand -hex 32; several, the newest first, have spaces between them";

const UNITS: Record<string, number> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/**
 * Reads the variables that the server knows. An empty one counts as unset.
 *
 * @throws {BunsenError} INVALID_ENVIRONMENT, naming the variable and what it takes
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const read = <Value>(name: string, expected: string, parse: (text: string) => Value | undefined) => {
    const text = variables[name];
    if (text === undefined || text === "") return undefined;
    const value = parse(text);
    if (value === undefined) throw errors.invalidEnvironment(name, showVariable(name, text), expected);
    return value;
  };
  return {
    host: read("HOST", "a host name or an address, without scheme and port", parseHostname),
    port: read("PORT", "a number from 0 to 65535", (text) => parseInteger(text, 65_535)),
    socketPath: read("SOCKET_PATH", "a path of at most 107 bytes", parseSocketPath),
    workers: readWorkerCount(variables),
    bodySizeLimit: read("BODY_SIZE_LIMIT", "a size in bytes such as 10485760, 512K, 10M or 1G", parseSize),
    idleTimeout: read("IDLE_TIMEOUT", `a number of seconds from 0 to ${MAXIMUM_IDLE_SECONDS}`, (text) =>
      parseInteger(text, MAXIMUM_IDLE_SECONDS),
    ),
    shutdownTimeout: read("SHUTDOWN_TIMEOUT", `a number of seconds from 0 to ${DAY_IN_SECONDS}`, (text) =>
      parseInteger(text, DAY_IN_SECONDS),
    ),
    origin: read("ORIGIN", "an origin such as https://example.com, without a path", (text) =>
      isOrigin(text) ? text : undefined,
    ),
    trustProxy: read("TRUST_PROXY", `the number of proxies in front, 0 to ${MAXIMUM_HOPS}`, (text) =>
      parseInteger(text, MAXIMUM_HOPS),
    ),
    cacheDirectory: read("CACHE_DIR", "a directory", parsePath),
    redisUrl: read("REDIS_URL", "a URL such as redis://localhost:6379", parseRedisUrl),
    // Many apps have a variable of this name for something else: one that is too short is not refused, and not used.
    secrets: parseSecrets(variables.SECRET ?? ""),
    sessionSecrets: read("SESSION_SECRET", EXPECTED_SECRETS, parseSecrets),
    log: read("LOG", '"text" or "json"', (text) => (text === "text" || text === "json" ? text : undefined)),
  };
}

/** A Redis URL may hold a password. */
function showVariable(name: string, text: string): string {
  if (name === "SESSION_SECRET") return "too short";
  return name === "REDIS_URL" ? "not a Redis URL" : showValue(text);
}

function parseInteger(text: string, maximum: number): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) <= maximum ? Number(text) : undefined;
}

/** Bytes: digits with K, M or G behind them, which are powers of 1024. */
function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)(?:i?b)?$/i.exec(text);
  const bytes = Math.floor(Number(match?.[1]) * (UNITS[match?.[2]?.toLowerCase() ?? ""] ?? Number.NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

function parseHostname(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  return isIPv6(bare) || /^[a-z\d._-]+$/i.test(text) ? bare : undefined;
}

function parsePath(text: string): string | undefined {
  return text.includes("\0") || text.trim() !== text ? undefined : text;
}

function parseSocketPath(text: string): string | undefined {
  return Buffer.byteLength(text) < MAXIMUM_SOCKET_PATH ? parsePath(text) : undefined;
}

function parseRedisUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^(redis|rediss|valkey|valkeys)(\+\w+)*:$/.test(url.protocol) ? text : undefined;
}

function parseSecrets(text: string): string[] | undefined {
  const secrets = text.split(/\s+/).filter((secret) => secret !== "");
  return secrets.length > 0 && secrets.every(isSecret) ? secrets : undefined;
}
