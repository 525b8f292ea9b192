/** What is alive in a server process after a collection, as its `/api/heap` answers. */
export interface HeapSample {
  /** Objects by type, as in `heapStats()` of `bun:jsc`. */
  types: Record<string, number>;
  objects: number;
  heapBytes: number;
  rssBytes: number;
}

export interface MemoryVerdict {
  /** Types of which there are more objects than before, the most first. */
  grown: { type: string; before: number; after: number }[];
  /** What is not flat, in words; empty if all is. */
  problems: string[];
}

/** What caches may add of each type, however few the requests. */
const FREE_OBJECTS = 60;
/** And one per five hundred requests: an object that every aborted request left behind would be fifty times as many. */
const OBJECTS_PER_REQUEST = 0.002;
/** Code is compiled again and again as it turns out to be hot, long after the warm-up, but there is only so much of it. */
const COMPILED_CODE = /CodeBlock|Executable|Structure/;
const FREE_CODE_OBJECTS = 500;
const FREE_RSS_BYTES = 32 * 1_048_576;
const RSS_BYTES_PER_REQUEST = 50;

/**
 * Compares a process before and after `requests` requests.
 *
 * @param before after the warm-up
 */
export function judgeMemory(before: HeapSample, after: HeapSample, requests: number): MemoryVerdict {
  const allowed = (type: string) =>
    COMPILED_CODE.test(type) ? FREE_CODE_OBJECTS : FREE_OBJECTS + requests * OBJECTS_PER_REQUEST;
  const grown = Object.entries(after.types)
    .map(([type, count]) => ({ type, before: before.types[type] ?? 0, after: count }))
    .filter((row) => row.after > row.before)
    .sort((a, b) => b.after - b.before - (a.after - a.before));
  const problems = grown
    .filter((row) => row.after - row.before > allowed(row.type))
    .map(
      ({ type, before, after }) =>
        `${after - before} more objects of type ${type}, at most ${allowed(type)} are flat`,
    );
  const rss = after.rssBytes - before.rssBytes;
  const allowedRss = FREE_RSS_BYTES + requests * RSS_BYTES_PER_REQUEST;
  if (rss > allowedRss)
    problems.push(`${megabytes(rss)} MB more resident memory, at most ${megabytes(allowedRss)} MB are flat`);
  return { grown, problems };
}

/** The least of each that any of the samples has: what is still being let go of in one is gone in another, a leak in none. */
export function lowest(samples: readonly HeapSample[]): HeapSample {
  const least = (pick: (sample: HeapSample) => number) => Math.min(...samples.map(pick));
  const types = [...new Set(samples.flatMap((sample) => Object.keys(sample.types)))];
  return {
    types: Object.fromEntries(types.map((type) => [type, least((sample) => sample.types[type] ?? 0)])),
    objects: least((sample) => sample.objects),
    heapBytes: least((sample) => sample.heapBytes),
    rssBytes: least((sample) => sample.rssBytes),
  };
}

export function megabytes(bytes: number): number {
  return Math.round((bytes / 1_048_576) * 10) / 10;
}
