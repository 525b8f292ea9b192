import { encodePath } from "@bunsen/runtime/internal/encode-path";
import { createMatcher, type Matcher } from "@bunsen/runtime/internal/match";
import type { CanonicalPath } from "@bunsen/runtime/internal/path";
import type { Route } from "@bunsen/runtime/internal/route-table";
import type { PublicFile, PublicProblem } from "./public-files.ts";

/**
 * Files of `public/` whose URL belongs to something else: a route without parameters, or another file, because all files
 * are available at the root and under `/public`. A route with a parameter is not a conflict: the file is more specific.
 *
 * @param label what messages call the public directory
 */
export function publicConflicts(
  files: readonly PublicFile[],
  routes: readonly Route[],
  label: string,
): PublicProblem[] {
  const matcher = staticRoutes(routes);
  const paths = new Set(files.map((file) => file.segments.join("/")));
  const problems: PublicProblem[] = [];
  for (const { segments } of files) {
    const name = `${label}/${segments.join("/")}`;
    for (const url of [segments, ["public", ...segments]]) {
      const route = matcher.match(pathOf(url))?.value;
      if (route) problems.push(conflict(name, route.file, encodePath(url)));
    }
    const twin = ["public", ...segments].join("/");
    if (paths.has(twin)) problems.push(conflict(name, `${label}/${twin}`, `/${twin}`));
  }
  return problems;
}

/** Routes below the directory of hashed files, where every miss is a 404. */
export function reservedRoutes(routes: readonly Route[], assetsDirectory: string): PublicProblem[] {
  const reserved = assetsDirectory.split("/");
  return routes
    .filter(({ segments }) => segments.length > reserved.length)
    .filter(({ segments }) =>
      reserved.every((name, index) => {
        const segment = segments[index];
        return segment?.kind === "static" && segment.value === name;
      }),
    )
    .map(({ file, id }) => ({
      message: `${file} would be the route ${id}, but everything below /${assetsDirectory}/ is for built files.`,
      hint: "Rename the route, or set Vite's build.assetsDir to another name.",
    }));
}

function staticRoutes(routes: readonly Route[]): Matcher<Route> {
  const plain = routes.filter(({ segments }) => segments.every(({ kind }) => kind === "static"));
  return createMatcher(plain.map((value) => ({ segments: value.segments, value })));
}

function pathOf(segments: readonly string[]): CanonicalPath {
  return { path: encodePath(segments), segments, redirect: false };
}

function conflict(first: string, second: string, url: string): PublicProblem {
  return { message: `${first} and ${second} are both ${url}.`, hint: "Rename or delete one of them." };
}
