/** A rectangle in pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Divides a rectangle into parts whose areas are in proportion to the sizes, each as near to a square as it gets:
 * squarified treemaps (Bruls, Huizing, van Wijk, 2000).
 *
 * @param sizes the largest first; all above zero
 * @returns a rectangle for each size, in the same order
 */
export function squarify(sizes: readonly number[], area: Rectangle): Rectangle[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scale = total > 0 ? (area.width * area.height) / total : 0;
  const parts: Rectangle[] = [];
  let rest = area;
  for (let start = 0; start < sizes.length; ) {
    const side = Math.min(rest.width, rest.height);
    const end = endOfRow(sizes, start, side, scale);
    const row = sizes.slice(start, end).map((size) => size * scale);
    const filled = fillRow(row, rest);
    parts.push(...filled.parts);
    rest = filled.rest;
    start = end;
  }
  return parts;
}

/** As many as make the worst part of the row no worse. */
function endOfRow(sizes: readonly number[], start: number, side: number, scale: number): number {
  let sum = 0;
  let worst = Number.POSITIVE_INFINITY;
  const largest = (sizes[start] ?? 0) * scale;
  for (let end = start; end < sizes.length; end++) {
    const size = (sizes[end] ?? 0) * scale;
    sum += size;
    const now = Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * size));
    if (now > worst) return end;
    worst = now;
  }
  return sizes.length;
}

/** Lays a row along the shorter side. */
function fillRow(row: readonly number[], area: Rectangle): { parts: Rectangle[]; rest: Rectangle } {
  const sum = row.reduce((total, size) => total + size, 0);
  const { x, y, width, height } = area;
  const parts: Rectangle[] = [];
  if (width >= height) {
    const depth = height > 0 ? sum / height : 0;
    let at = y;
    for (const size of row) {
      const length = depth > 0 ? size / depth : 0;
      parts.push({ x, y: at, width: depth, height: length });
      at += length;
    }
    return { parts, rest: { x: x + depth, y, width: Math.max(0, width - depth), height } };
  }
  const depth = width > 0 ? sum / width : 0;
  let at = x;
  for (const size of row) {
    const length = depth > 0 ? size / depth : 0;
    parts.push({ x: at, y, width: length, height: depth });
    at += length;
  }
  return { parts, rest: { x, y: y + depth, width, height: Math.max(0, height - depth) } };
}
