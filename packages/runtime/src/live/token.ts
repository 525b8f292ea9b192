import { timingSafeEqual } from "node:crypto";
import { TOPIC_BYTES } from "./topics.ts";

const HOUR_MILLISECONDS = 3_600_000;
/** How long a tab may be away and connect again without a refresh. */
const LIFE_HOURS = 24;
const SIGNATURE_BYTES = 16;
/** More topics than configs and server functions can name. */
const MAXIMUM_CHARACTERS = 12_000;

/** The newest one signs, all of them are accepted. */
export type LiveSecrets = readonly string[];

/**
 * The right to hear of topics: `topics.expiry.signature`. The same topics give the same text for an hour, so that the pages that
 * hold it are the same.
 *
 * @param isForAll whether it is in a page for every visitor, which may be cached for any time
 */
export function signTopics(ids: Buffer, secrets: LiveSecrets, isForAll: boolean): string {
  const expiry = isForAll ? "" : String(Math.ceil(Date.now() / HOUR_MILLISECONDS) + LIFE_HOURS);
  const signed = `${ids.toString("base64url")}.${expiry}`;
  return `${signed}.${signature(signed, secrets[0] ?? "").toString("base64url")}`;
}

/** @returns the topics; `undefined` for a token that is forged, of another secret, or too old */
export function verifyTopics(token: string, secrets: LiveSecrets): Buffer | undefined {
  if (token.length > MAXIMUM_CHARACTERS) return undefined;
  const [topics = "", expiry = "", given = "", ...rest] = token.split(".");
  const bytes = Buffer.from(given, "base64url");
  if (rest.length > 0 || bytes.byteLength !== SIGNATURE_BYTES) return undefined;
  const isSigned = secrets.some((secret) => timingSafeEqual(signature(`${topics}.${expiry}`, secret), bytes));
  if (!isSigned || (expiry !== "" && Number(expiry) * HOUR_MILLISECONDS < Date.now())) return undefined;
  const ids = Buffer.from(topics, "base64url");
  return ids.byteLength > 0 && ids.byteLength % TOPIC_BYTES === 0 ? ids : undefined;
}

function signature(text: string, secret: string): Buffer {
  return new Bun.CryptoHasher("sha256", secret)
    .update(`bunsen live ${text}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}
