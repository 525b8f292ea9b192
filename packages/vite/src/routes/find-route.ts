import { createMatcher } from "@bunsen/runtime/internal/match";
import { canonicalizePath } from "@bunsen/runtime/internal/path";
import type { Route } from "@bunsen/runtime/internal/route-table";

/**
 * Returns a function that finds the route of a path, as the router does.
 *
 * @returns a function of a path without `base`, with or without a search; `undefined` if no route matches
 */
export function routeFinder(routes: readonly Route[]): (path: string) => Route | undefined {
  const matcher = createMatcher(routes.map((value) => ({ segments: value.segments, value })));
  return (path) => {
    const canonical = canonicalizePath(path.split("?", 1)[0] ?? path);
    return "reason" in canonical ? undefined : matcher.match(canonical)?.value;
  };
}
