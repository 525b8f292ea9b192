import type { ErrorRoute, RenderedRoute, Segment } from "../contract/route-table.ts";

/**
 * The nearest error page of a route: in its own directory, or else in the nearest directory above it. One in a layout group
 * is for the pages of that group only, and comes before those outside.
 *
 * @param route `undefined` for what belongs to no route
 */
export function nearestError(
  errors: readonly ErrorRoute[],
  status: ErrorRoute["status"],
  route: RenderedRoute | undefined,
): ErrorRoute | undefined {
  return errors
    .filter((candidate) => candidate.status === status)
    .filter(({ group }) => group === undefined || route?.file.startsWith(`${group}/`))
    .filter(({ segments }) => isAbove(segments, route?.segments ?? []))
    .sort((a, b) => groupDepth(b) - groupDepth(a) || b.segments.length - a.segments.length)[0];
}

/** Of groups around one route, the longer path is that of the inner one. */
function groupDepth({ group = "" }: ErrorRoute): number {
  return group.length;
}

function isAbove(directory: readonly Segment[], segments: readonly Segment[]): boolean {
  if (directory.length > segments.length) return false;
  return directory.every((segment, index) => JSON.stringify(segment) === JSON.stringify(segments[index]));
}
