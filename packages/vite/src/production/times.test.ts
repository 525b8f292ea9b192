import { expect, test } from "vitest";
import { BuildTimes } from "./times.ts";

test("times of a name add up, and what is within another part is not counted twice", async () => {
  const times = new BuildTimes();
  await times.measure("browser", async () => {
    await Bun.sleep(20);
    expect(await times.measure("compression", () => Bun.sleep(60).then(() => 7))).toBe(7);
  });
  await expect(times.measure("compression", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await times.measure("compression", () => Bun.sleep(40));
  expect(times.parts.map(([part]) => part)).toEqual(["browser", "compression"]);
  const seconds = Object.fromEntries(times.parts);
  expect(seconds.compression).toBeGreaterThan(0.095);
  // Under load a part takes longer, but never less of the whole.
  expect((seconds.browser ?? 0) + (seconds.compression ?? 0)).toBeLessThanOrEqual(times.total);
  expect(seconds.browser).toBeLessThan(times.total - 0.095);
});
