export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function countReport(reportFile: string, exitedWell: boolean): Counts;
export function formatCounts(counts: Counts): string;
