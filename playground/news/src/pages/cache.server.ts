import { type CacheStats, cache } from "@bunsen/runtime";

export interface CachePageProps {
  stats: CacheStats;
  /** The process. */
  press: number;
}

export default (): { props: CachePageProps } => ({ props: { stats: cache.stats(), press: process.pid } });
