import type { SessionOptions, SessionStore } from "../api/session.ts";
import { singleton } from "../api/singleton.ts";
import { isPartOfBuild } from "../contract/build-phase.ts";
import { errors } from "../diagnostics/errors.ts";
import { check, DAY_IN_SECONDS, isInteger, isObject, type OptionCheck } from "./checks.ts";

const DEFAULT_SECONDS = 14 * DAY_IN_SECONDS;
/** 400 days: no browser keeps a cookie for longer (RFC 6265bis §5.5). */
const MAXIMUM_SECONDS = 400 * DAY_IN_SECONDS;
const SECRET_CHARACTERS = 32;

/** A secret, and the public name by which a cookie says that it was sealed with it. */
interface SessionSecret {
  readonly id: string;
  readonly secret: string;
}

/** The `session` option, completed. */
export interface SessionSettings {
  /** The first one seals, all of them open. */
  readonly secrets: readonly [SessionSecret, ...SessionSecret[]];
  /** Whether the user gave no secret, so that no other process can read the cookies. */
  readonly isTemporary: boolean;
  /** Seconds. */
  readonly maxAge: number;
  /** `undefined` where the values are in the cookie. */
  readonly store: SessionStore | undefined;
  /** The `Path` of the cookie: Vite's `base`. */
  readonly path: string;
  /** Whether what sees the session is rendered for every visitor: it finds nothing in it, and may change nothing. */
  readonly isShared: boolean;
}

export function isSecret(text: string): boolean {
  return text.length >= SECRET_CHARACTERS;
}

/** Unlike other checks, it never shows the value. */
const checkSecret: OptionCheck = (value, name) => {
  if (value === undefined) return;
  const secrets: unknown[] = Array.isArray(value) ? value : [value];
  const isList = secrets.length > 0 && secrets.every((secret) => typeof secret === "string");
  if (!isList)
    throw errors.invalidOption(name, "no text", "a secret, or a list of secrets, the newest first");
  const short = secrets.find((secret) => !isSecret(String(secret)));
  if (short === undefined) return;
  const shown = `a text of ${String(short).length} characters`;
  throw errors.invalidOption(
    name,
    shown,
    `${SECRET_CHARACTERS} random characters or more, as of openssl rand -hex 32`,
  );
};

const METHODS = ["read", "create", "change", "destroy"] as const;

function isSessionStore(value: unknown): boolean {
  const store = value as Partial<Record<(typeof METHODS)[number] | "name", unknown>> | null;
  if (typeof store !== "object" || store === null || typeof store.name !== "string") return false;
  return METHODS.every((method) => typeof store[method] === "function");
}

export const checkSession: OptionCheck = isObject({
  secret: checkSecret,
  maxAge: isInteger(`a whole number of seconds from 1 to ${MAXIMUM_SECONDS}`, 1, MAXIMUM_SECONDS),
  store: check("a store: sqliteSessions(), redisSessions() or one of your own", isSessionStore),
});

/**
 * @param fromEnvironment the secrets of `SESSION_SECRET`, which beat those of the options
 * @param base Vite's `base`
 */
export function resolveSession(
  { secret, maxAge, store }: SessionOptions,
  fromEnvironment: readonly string[] | undefined,
  base: string,
): SessionSettings {
  const given = fromEnvironment ?? (typeof secret === "string" ? [secret] : secret);
  const [first, ...others] = given ?? [temporarySecret()];
  return {
    secrets: [named(first ?? temporarySecret()), ...others.map(named)],
    isTemporary: given === undefined,
    maxAge: maxAge ?? DEFAULT_SECONDS,
    // A build connects to nothing.
    store: isPartOfBuild() ? undefined : store,
    path: base === "/" ? base : base.replace(/\/$/, ""),
    isShared: false,
  };
}

/** One for each process, so that an edit of `src/server.ts` ends no session. */
function temporarySecret(): string {
  return singleton("bunsen.session-secret", () => crypto.randomUUID() + crypto.randomUUID());
}

function named(secret: string): SessionSecret {
  const hash = new Bun.CryptoHasher("sha256").update(`bunsen session ${secret}`).digest("hex");
  return { id: hash.slice(0, 8), secret };
}
