import { heapStats } from "bun:jsc";

/** What is alive in this process after two full collections: finalizers of the first one let go of more. */
export const GET = async () => {
  Bun.gc(true);
  await Bun.sleep(50);
  Bun.gc(true);
  const { objectTypeCounts, objectCount, heapSize } = heapStats();
  return {
    types: objectTypeCounts,
    objects: objectCount,
    heapBytes: heapSize,
    rssBytes: process.memoryUsage.rss(),
  };
};
