import type { Params } from "../api/route-types.ts";
import type { Query } from "../api/types.ts";

/**
 * Parses a search string (`?a=1&a=2` or empty) and adds the route parameters, which replace search parameters of the same name.
 * A key `__proto__`, which would set the prototype of a copy, is omitted.
 */
export function parseQuery(search: string, params: Params): Query {
  const query: Query = Object.create(null);
  if (search.length > 1) {
    for (const [key, value] of new URLSearchParams(search)) {
      if (key === "__proto__") continue;
      const present = query[key];
      if (present === undefined) query[key] = value;
      else if (typeof present === "string") query[key] = [present, value];
      else present.push(value);
    }
  }
  for (const key in params) {
    const value = params[key];
    if (value !== undefined) query[key] = value;
  }
  return query;
}
