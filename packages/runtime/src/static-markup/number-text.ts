/** Of prices, ratings and shares, which pages show again and again. */
const MOST = 1000;

const known = new Map<number, string>();

/**
 * A number as text. Finding the shortest digits of a fraction takes ten times as long as looking them up: a tenth of a page
 * with a table of prices.
 */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const text = known.get(value);
  if (text !== undefined) return text;
  const written = `${value}`;
  if (known.size >= MOST) known.clear();
  known.set(value, written);
  return written;
}
