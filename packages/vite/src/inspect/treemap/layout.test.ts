import fc from "fast-check";
import { expect, test } from "vitest";
import { type Rectangle, squarify } from "./layout.ts";

const AREA: Rectangle = { x: 10, y: 20, width: 300, height: 200 };
const sizesOf = fc
  .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 })
  .map((sizes) => sizes.sort((a, b) => b - a));

test("property: areas are in proportion, inside, and beside each other", () => {
  fc.assert(
    fc.property(sizesOf, (sizes) => {
      const parts = squarify(sizes, AREA);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(parts).toHaveLength(sizes.length);
      for (const [index, { x, y, width, height }] of parts.entries()) {
        expect(width * height).toBeCloseTo(((sizes[index] ?? 0) / total) * AREA.width * AREA.height, 3);
        expect(x).toBeGreaterThanOrEqual(AREA.x - 1e-6);
        expect(y).toBeGreaterThanOrEqual(AREA.y - 1e-6);
        expect(x + width).toBeLessThanOrEqual(AREA.x + AREA.width + 1e-6);
        expect(y + height).toBeLessThanOrEqual(AREA.y + AREA.height + 1e-6);
        for (const other of parts.slice(0, index)) {
          const across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
          const down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
          expect(Math.min(across, down)).toBeLessThan(1e-6);
        }
      }
    }),
  );
});

test("equal sizes become squares where they can", () => {
  const parts = squarify([1, 1, 1, 1], { x: 0, y: 0, width: 100, height: 100 });
  expect(parts.map(({ width, height }) => [width, height])).toEqual(Array(4).fill([50, 50]));
});

test("nothing is nothing, and no area divides into none", () => {
  expect(squarify([], AREA)).toEqual([]);
  expect(squarify([3, 1], { x: 0, y: 0, width: 0, height: 5 }).every(({ width }) => width === 0)).toBe(true);
});
