export function stripExports(
  _c: string,
  _f: string,
  _n: readonly string[],
): { code: string; map: string } | null {
  return null;
}
