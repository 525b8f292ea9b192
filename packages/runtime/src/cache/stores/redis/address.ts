import { errors } from "../../../diagnostics/errors.ts";

/** Where Redis is, as messages may show it. */
export interface RedisAddress {
  readonly url: string;
  /** Without user and password. */
  readonly shown: string;
  /** A message without the password, should it hold it. */
  clean(message: string): string;
}

const PROTOCOLS = /^(redis|rediss|valkey|valkeys|redis\+tls|redis\+unix|redis\+tls\+unix):$/;

/** @throws {BunsenError} INVALID_REDIS_URL, without what is in it */
export function redisAddress(url: string): RedisAddress {
  const parsed = URL.parse(url);
  if (!parsed || !PROTOCOLS.test(parsed.protocol)) throw errors.invalidRedisUrl();
  const secrets = [parsed.password, decode(parsed.password)].filter((secret) => secret !== "");
  return {
    url,
    shown: `${parsed.protocol}//${parsed.host}${parsed.pathname}`,
    clean: (message) => secrets.reduce((text, secret) => text.replaceAll(secret, "***"), message),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
