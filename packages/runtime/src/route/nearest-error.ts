import type { ErrorRoute, Segment } from "../contract/route-table.ts";

/**
 * The nearest error page of a route: in its own directory, or else in the nearest directory above it.
 *
 * @param segments of the route
 */
export function nearestError(
  errors: readonly ErrorRoute[],
  status: ErrorRoute["status"],
  segments: readonly Segment[],
): ErrorRoute | undefined {
  return errors
    .filter((candidate) => candidate.status === status && isAbove(candidate.segments, segments))
    .sort((a, b) => b.segments.length - a.segments.length)[0];
}

function isAbove(directory: readonly Segment[], segments: readonly Segment[]): boolean {
  if (directory.length > segments.length) return false;
  return directory.every((segment, index) => JSON.stringify(segment) === JSON.stringify(segments[index]));
}
