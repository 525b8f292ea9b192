import { defaults, seal as sealValue, unseal as unsealValue } from "iron-webcrypto";
import type { SessionEntries } from "../api/session.ts";
import type { SessionSettings } from "../options/session.ts";
import { isPlainObject } from "../util/plain-object.ts";

/** Name and value: browsers drop a larger cookie (RFC 6265bis §5.6). */
export const MAXIMUM_COOKIE_BYTES = 4096;

/** What a cookie holds: the values, or the id under which a store has them. */
export type SealedContent = { readonly entries: SessionEntries } | { readonly id: string };

/** Encrypts and signs what a cookie is to hold. */
export function seal({ secrets: [newest] }: SessionSettings, content: SealedContent): Promise<string> {
  return sealValue({ ...content, at: Math.floor(Date.now() / 1000) }, newest, defaults);
}

/**
 * Opens a cookie.
 *
 * @returns `undefined` for one that is forged, truncated, too old, or sealed with a secret that is no longer known
 */
export async function unseal(settings: SessionSettings, cookie: string): Promise<SealedContent | undefined> {
  if (cookie.length > MAXIMUM_COOKIE_BYTES) return undefined;
  const passwords = Object.fromEntries(settings.secrets.map(({ id, secret }) => [id, secret]));
  // Whatever is wrong with what a client sent is no news for the log.
  const value = await unsealValue(cookie, passwords, defaults).catch(() => undefined);
  if (!isPlainObject(value)) return undefined;
  const { at, id, entries } = value as Record<string, unknown>;
  // A clock that was set back makes cookies of the future, which are no older than others.
  if (typeof at !== "number" || Math.abs(Date.now() / 1000 - at) > settings.maxAge) return undefined;
  if (settings.store) return typeof id === "string" ? { id } : undefined;
  return isPlainObject(entries) ? { entries: entries as SessionEntries } : undefined;
}
