import { encodeSegment } from "./path.ts";

/** The canonical URL path of decoded segments. */
export function encodePath(segments: readonly string[]): string {
  return `/${segments.map(encodeSegment).join("/")}`;
}
