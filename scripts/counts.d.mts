export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function countReport(reportFile: string, exitedWell: boolean): Counts;
export function formatCounts(counts: Counts): string;

export interface SecondTry {
  file: string;
  name: string;
  /** The first line of what failed the first try. */
  error: string;
}
export function secondTries(reportFile: string, directory: string): SecondTry[];
export function formatSecondTries(tests: readonly SecondTry[]): string;
