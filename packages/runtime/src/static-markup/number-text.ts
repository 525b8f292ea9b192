/** Numbers that are remembered: prices, ratings and shares, which pages show again and again. */
const MAX_REMEMBERED = 1000;

const remembered = new Map<number, string>();

/**
 * A number as text. Formatting a fraction takes ten times as long as looking it up: that was a tenth of the time of a page
 * with a table of prices.
 */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const text = `${value}`;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(value, text);
  return text;
}
