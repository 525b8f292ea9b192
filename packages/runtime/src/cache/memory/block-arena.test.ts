import fc from "fast-check";
import { expect, test } from "vitest";
import { BLOCK_BYTES, BlockArena } from "./block-arena.ts";

test("what is written is read, in whatever order bodies come and go", () => {
  const step = fc.record({
    isRelease: fc.boolean(),
    at: fc.nat(),
    length: fc.oneof(
      fc.integer({ min: 1, max: 5 * BLOCK_BYTES }),
      fc.constantFrom(BLOCK_BYTES, 2 * BLOCK_BYTES),
    ),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const arena = new BlockArena();
      const held: { bytes: Uint8Array; block: number }[] = [];
      for (const [index, { isRelease, at, length }] of steps.entries()) {
        if (isRelease && held.length > 0) {
          for (const { block } of held.splice(at % held.length, 1)) arena.release(block);
        } else {
          const bytes = new Uint8Array(length).fill(index + 1);
          held.push({ bytes, block: arena.write(bytes) });
        }
        for (const { bytes, block } of held) {
          expect(Buffer.compare(arena.read(block, bytes.byteLength), bytes)).toBe(0);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("bodies that come and go take no more memory than there were at a time", () => {
  const arena = new BlockArena();
  const before = process.memoryUsage().arrayBuffers;
  const blocks: number[] = [];
  for (let count = 0; count < 20_000; count++) {
    blocks.push(arena.write(new Uint8Array(1 + ((count * 7919) % 10_000))));
    const oldest = blocks.length > 100 ? blocks.shift() : undefined;
    if (oldest !== undefined) arena.release(oldest);
  }
  Bun.gc(true);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3_500_000);
});
