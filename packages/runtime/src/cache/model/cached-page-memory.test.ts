import { describe, expect, test } from "vitest";

describe("the memory of a cached page", () => {
  test.each([
    { forms: 3, ownHeaders: 0, bodyBytes: 10 },
    { forms: 3, ownHeaders: 30, bodyBytes: 10 },
    { forms: 3, ownHeaders: 0, bodyBytes: 5000 },
  ])("is what it counts at most: %j", { timeout: 120_000 }, async ({ forms, ownHeaders, bodyBytes }) => {
    const program = new URL("cached-page-memory.test-support.ts", import.meta.url).pathname;
    const child = Bun.spawn([process.execPath, program, ...[forms, ownHeaders, bodyBytes].map(String)]);
    const { measured, counted } = JSON.parse(await new Response(child.stdout).text());
    expect(counted).toBeLessThan(3 * measured);
    // The allocator keeps a few megabytes for itself, more of them or fewer.
    expect(measured).toBeLessThan(1.15 * counted);
  });
});
