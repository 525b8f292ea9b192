import { expect, test } from "vitest";

/** In a process of its own: see page-cache-memory.test-support.ts. */
async function filled(maxMB: number, pages: number, options: { bodyBytes: number; ownHeaders?: number }) {
  const program = new URL("page-cache-memory.test-support.ts", import.meta.url).pathname;
  const numbers = [maxMB, pages, options.ownHeaders ?? 0, options.bodyBytes];
  const child = Bun.spawn([process.execPath, program, ...numbers.map(String)]);
  return JSON.parse(await new Response(child.stdout).text()) as Record<string, number>;
}

test.each([{ bodyBytes: 1900 }, { bodyBytes: 12_000 }, { bodyBytes: 1900, ownHeaders: 30 }])(
  "under a flood of pages of %j, the process takes what the cache counts",
  { timeout: 120_000 },
  async (options) => {
    const maxMB = 64;
    const result = await filled(maxMB, 30_000, options);
    expect(result.counted).toBeLessThanOrEqual(maxMB);
    expect(result.counted).toBeGreaterThan(0.98 * maxMB);
    // Pages that are being rendered and what the engine has not collected yet are no part of the cache.
    expect(result.process).toBeLessThan(3 * maxMB);
    // The goal is 1.5; with many headers it is at 1.5, and the allocator gives back more at some times than at others.
    expect(result.settled).toBeLessThan(1.75 * maxMB);
  },
);
