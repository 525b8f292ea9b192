export type * from "../contract/route-table.ts";
export { encodePath } from "../http/encode-path.ts";
export { type CanonicalPath, canonicalizePath, segmentFault } from "../http/path.ts";
export { createMatcher, type Matcher } from "./match.ts";
export { comparePatterns, PatternError, parsePattern, patternKey } from "./pattern.ts";
