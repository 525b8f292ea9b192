import { PREFETCH_EXCLUDE, type PrefetchSettings } from "../contract/prefetch.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";

/** Links that no rule is about: what they lead to is no page of this app. */
const NEVER = ["[download]", '[rel~="external" i]'];

/** How soon Chromium follows a rule: when the pointer rests on a link, or as soon as the link is there. */
type Eagerness = "moderate" | "eager";

/**
 * The rules by which browsers prefetch documents, for the pages that no navigation in place leads away from. In a response of its
 * own: neither a policy nor a cached page is an obstacle to a header that names it.
 *
 * @param base Vite's `base`
 */
export function speculationRules(base: string, settings: PrefetchSettings | undefined): Response {
  const { mode = "intent", exclude = PREFETCH_EXCLUDE } = settings ?? {};
  const excluded = exclude.map((part) => `[href*=${JSON.stringify(part)} i]`);
  const never = [...NEVER, ...excluded, ...marked("none")].join(", ");
  const unmarked = "a:not([data-prefetch], [data-prefetch] a)";
  const rule = (selectors: readonly string[], isDefault: boolean, eagerness: Eagerness) => ({
    where: {
      and: [
        { href_matches: `${base}*` },
        { selector_matches: [...selectors, ...(isDefault ? [unmarked] : [])].join(", ") },
        { not: { selector_matches: never } },
      ],
    },
    eagerness,
  });
  const prefetch = [
    rule([...marked("intent"), ...marked("")], mode === "intent", "moderate"),
    rule(marked("visible"), mode === "visible", "eager"),
  ];
  return new Response(JSON.stringify({ prefetch }), {
    headers: {
      "content-type": "application/speculationrules+json",
      "cache-control": "public, max-age=300",
      ...SECURITY_HEADERS,
    },
  });
}

/** A link, or what is around it, that says so itself. */
function marked(mode: string): string[] {
  return [`[data-prefetch="${mode}"]`, `[data-prefetch="${mode}"] a`];
}
