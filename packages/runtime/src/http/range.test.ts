import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { parseRange } from "./range.ts";

describe("parseRange of 100 bytes", () => {
  test.each<[header: string, start: number, end: number]>([
    ["bytes=0-0", 0, 0],
    ["bytes=0-9", 0, 9],
    ["bytes=10-", 10, 99],
    ["bytes=99-", 99, 99],
    ["bytes=90-100", 90, 99],
    ["bytes=0-99999999999999999999999999", 0, 99],
    ["bytes=-1", 99, 99],
    ["bytes=-100", 0, 99],
    ["bytes=-101", 0, 99],
    ["bytes=-99999999999999999999999999", 0, 99],
    ["BYTES=0-4", 0, 4],
    ["bytes= 0-4 ", 0, 4],
    ["bytes=0-4,", 0, 4],
    ["bytes=,,0-4,,", 0, 4],
    ["bytes=0000-0004", 0, 4],
  ])("%s", (header, start, end) => {
    expect(parseRange(header, 100)).toEqual({ start, end });
  });

  test.each(["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=-00", "bytes=99999999999999999999999999-"])(
    "%s is unsatisfiable",
    (header) => {
      expect(parseRange(header, 100)).toBe("unsatisfiable");
    },
  );

  test.each([
    "",
    "bytes",
    "bytes=",
    "bytes=,",
    "bytes=-",
    "bytes=--1",
    "bytes=5",
    "bytes=5-2",
    "bytes=a-b",
    "bytes=0-4x",
    "bytes=0x1-0x2",
    "bytes=+0-4",
    "bytes=0 - 4",
    "bytes=0-4-8",
    "bytes=0-4;1-2",
    "bytes=1.5-2",
    "bytes 0-4",
    "items=0-4",
    "none",
    "bytes=0-4, 10-12",
    "bytes=0-4,0-4",
    "bytes=-1,-1",
  ])("%j is ignored", (header) => {
    expect(parseRange(header, 100)).toBeUndefined();
  });
});

describe("parseRange", () => {
  it("takes no notice of a thousand ranges, nor of a number with thousands of digits", () => {
    const many = Array.from({ length: 1000 }, (_, index) => `${index}-${index}`);
    expect(parseRange(`bytes=${many.join(",")}`, 100)).toBeUndefined();
    expect(parseRange(`bytes=${"9".repeat(15_000)}-`, 100)).toBe("unsatisfiable");
  });

  it("finds nothing in an empty file", () => {
    expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable");
    expect(parseRange("bytes=0-0", 0)).toBe("unsatisfiable");
    expect(parseRange("bytes=-1", 0)).toBeUndefined();
  });

  it("never leaves the file, whatever is asked", () => {
    const bound = fc.oneof(fc.constant(""), fc.nat(200).map(String), fc.bigInt({ min: 0n }).map(String));
    fc.assert(
      fc.property(bound, bound, fc.nat(150), (first, last, size) => {
        const range = parseRange(`bytes=${first}-${last}`, size);
        if (range === undefined || range === "unsatisfiable") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads 15 kB of anything in no time", () => {
    for (const unit of [",", " ", "0-0,", "9", "-", "0-", "a"]) {
      const header = `bytes=${unit.repeat(15_000 / unit.length)}`;
      expect(
        cpuTime(() => parseRange(header, 100)),
        unit,
      ).toBeLessThan(200);
    }
  });
});
