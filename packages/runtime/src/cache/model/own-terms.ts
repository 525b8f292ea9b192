import type { OwnTerms } from "./policy.ts";
import { MOST_SECONDS } from "./rules.ts";

/** One member of the list: its name, then its value in quotes or without. What else is in it does not count. */
const DIRECTIVE = /([^\s,="]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?[^,]*/g;

/**
 * Reads `s-maxage`, else `max-age` (RFC 9111 §5.2.2.10, §5.2.2.1), and `stale-while-revalidate` (RFC 5861 §3), which
 * `must-revalidate` and `proxy-revalidate` rule out (RFC 9111 §5.2.2.2, §5.2.2.8).
 *
 * @returns seconds; of several values of one directive the smallest, and 0 for what is no number (§4.2.1)
 */
export function ownTerms(cacheControl: string | null): OwnTerms {
  if (cacheControl === null) return {};
  const seconds = new Map<string, number>();
  for (const [, name = "", quoted, plain] of cacheControl.matchAll(DIRECTIVE)) {
    const known = seconds.get(name.toLowerCase()) ?? MOST_SECONDS;
    seconds.set(name.toLowerCase(), Math.min(known, deltaSeconds(quoted ?? plain)));
  }
  const mayBeStale = !seconds.has("must-revalidate") && !seconds.has("proxy-revalidate");
  return {
    fresh: seconds.get("s-maxage") ?? seconds.get("max-age"),
    stale: mayBeStale ? seconds.get("stale-while-revalidate") : 0,
  };
}

function deltaSeconds(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}
