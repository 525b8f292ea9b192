/** Compares by code units, so that the order depends on no locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The distinct texts, in order. */
export function sorted(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(compareText);
}
