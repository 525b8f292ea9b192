import { comparePatterns } from "@bunsen/runtime/internal/pattern";
import type { ErrorRoute, Route } from "@bunsen/runtime/internal/route-table";

/** Something in the pages directory that must be fixed before a build. */
export interface Problem {
  code:
    | "DUPLICATE_ROUTE"
    | "DUPLICATE_MODULE"
    | "INVALID_NAME"
    | "INVALID_PATTERN"
    | "MISTAKEN_SERVER_FILE"
    | "RESERVED_ROUTE";
  /** What is wrong, with the file names. */
  message: string;
  /** The files concerned, relative to the project root, sorted. */
  files: string[];
  /** What to do about it. */
  hint: string;
}

const RENAME_HINT =
  "Rename or delete one of them. Helpers are kept out of the routes by a name that starts with __ or a directory " +
  "such as (helpers) without a __layout.";

/** Keeps the first route of each key, in order of precedence; the others become a problem. */
export function withoutConflicts<R extends Route | ErrorRoute>(
  routes: R[],
  keyOf: (route: R) => string,
  problems: Problem[],
): R[] {
  const groups = new Map<string, R[]>();
  for (const route of routes) {
    const key = keyOf(route);
    groups.set(key, [...(groups.get(key) ?? []), route]);
  }
  for (const group of groups.values()) {
    if (group.length > 1) problems.push(conflict(group));
  }
  const kept = [...groups.values()].flatMap((group) => group.slice(0, 1));
  return kept.sort((a, b) => comparePatterns(a.segments, b.segments));
}

function conflict(group: (Route | ErrorRoute)[]): Problem {
  const files = group.map((route) => route.file);
  const ids = [...new Set(group.map((route) => route.id))];
  const urls = ids.length > 1 ? `match the same URLs (${ids.join(", ")})` : `are both the route ${ids[0]}`;
  return { code: "DUPLICATE_ROUTE", message: `${listed(files)} ${urls}.`, files, hint: RENAME_HINT };
}

function listed(files: string[]): string {
  return `${files.slice(0, -1).join(", ")} and ${files.at(-1)}`;
}

/** Several files for one root, layout or companion, of which the first is used. */
export function duplicateModules(files: string[]): Problem {
  const message = `${listed(files)} have the same purpose.`;
  return { code: "DUPLICATE_MODULE", message, files, hint: "Keep one of them and delete the rest." };
}

/** In an order that depends only on the problems. */
export function sortProblems(problems: Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) => compareText(a.files.join(), b.files.join()) || compareText(a.code, b.code),
  );
}

/** By UTF-16 code units: the same on every machine, in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
