import type { TrailingSlash } from "../../api/define-server.ts";
import { type RequestTarget, requestTarget } from "../../http/target.ts";

/** How an app reads the paths of its URLs. */
export interface PathRules {
  /** Vite's `base`. */
  readonly base: string;
  readonly trailingSlash?: TrailingSlash;
}

/**
 * The paths whose stored pages are of before, once a request that changes something went well: its own, and where its
 * response sends the visitor next, as far as that is of the same origin (RFC 9111 §4.4).
 *
 * @param headers of the response
 */
export function changedPaths(target: RequestTarget, headers: Headers, rules: PathRules): string[] {
  const paths = new Set([target.path.path]);
  for (const name of ["location", "content-location"]) {
    const location = headers.get(name);
    const url = location === null ? null : URL.parse(location, target.href);
    if (url?.origin !== target.origin) continue;
    const next = requestTarget(url.href, rules.base, undefined, rules.trailingSlash);
    if (next && !("reason" in next)) paths.add(next.path.path);
  }
  return [...paths];
}
