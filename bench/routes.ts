import { createMatcher } from "@bunsen/runtime/internal/match";
import { canonicalizePath } from "@bunsen/runtime/internal/path";
import { parsePattern } from "@bunsen/runtime/internal/pattern";

const CALLS = 200_000;
const ROUNDS = 9;

/** Nanoseconds to canonicalise and match one path, and the ratio of the two. */
export interface MatchTimes {
  few: number;
  many: number;
  ratio: number;
}

/** How much a path costs among 5 and among 5,000 static routes: median of interleaved rounds. */
export function matchTimes(): MatchTimes {
  const few = matcherOf(5);
  const many = matcherOf(5000);
  const rounds = Array.from({ length: ROUNDS }, () => ({ few: time(few), many: time(many) }));
  const median = (values: number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    few: median(rounds.map((round) => round.few)),
    many: median(rounds.map((round) => round.many)),
    ratio: median(rounds.map((round) => round.many / round.few)),
  };
}

function matcherOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => `/section-${index % 50}/page-${index}`);
  return createMatcher([...ids, "/blog/[slug]"].map((id) => ({ segments: parsePattern(id), value: id })));
}

/** The same five paths in both cases, so that caches favour neither. */
function time(matcher: ReturnType<typeof matcherOf>): number {
  const paths = Array.from({ length: 5 }, (_, index) => `/section-${index}/page-${index}`);
  const started = Bun.nanoseconds();
  let found = 0;
  for (let call = 0; call < CALLS; call++) {
    const path = canonicalizePath(paths[call % 5] ?? "/");
    if (!("reason" in path) && matcher.match(path)) found++;
  }
  const nanoseconds = (Bun.nanoseconds() - started) / CALLS;
  if (found !== CALLS) throw new Error(`Only ${found} of ${CALLS} paths matched.`);
  return nanoseconds;
}
