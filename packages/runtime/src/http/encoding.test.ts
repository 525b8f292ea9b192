import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { chooseEncoding, type Encoding, parseAcceptEncoding } from "./encoding.ts";

const ALL: Encoding[] = ["zstd", "br", "gzip"];

describe("chooseEncoding", () => {
  test.each<[header: string | null, chosen: Encoding | undefined]>([
    [null, undefined],
    ["", undefined],
    ["identity", undefined],
    ["gzip", "gzip"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip, deflate, br, zstd", "zstd"],
    ["gzip, deflate, br", "br"],
    ["gzip,br", "br"],
    ["*", "zstd"],
    ["*;q=0", undefined],
    ["*;q=0, gzip", "gzip"],
    ["br;q=0", undefined],
    ["br;q=0, *", "zstd"],
    ["zstd;q=0, *", "br"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0.5, gzip;q=0.8, *;q=0.9", "zstd"],
    ["gzip;q=0.001", "gzip"],
    ["gzip;q=0.5, identity", undefined],
    ["gzip;q=0.5, identity;q=0.5", "gzip"],
    ["gzip;q=0.5, *;q=1", "zstd"],
    ["identity;q=0", undefined],
    ["identity;q=0, gzip;q=0.1", "gzip"],
    ["deflate, compress", undefined],
    ["gzip ; q=0.5 , br\t;\tQ=1.000", "br"],
    [", ,gzip,", "gzip"],
  ])("%j is answered with %s", (header, chosen) => {
    expect(chooseEncoding(header, ALL)).toBe(chosen);
  });

  test.each([
    "gzip;q=2",
    "gzip;q=1.001",
    "gzip;q=-1",
    "gzip;q=",
    "gzip;q=.5",
    "gzip;q=0.1234",
    "gzip;q=0,5x",
    "gzip;q=1e0",
    "gzip;q=NaN",
    "gzip;level=9",
    "gzip;q=1;q=1",
    "gzip br",
    "gzip;",
    ";q=1",
    "gzip=1",
    '"gzip"',
    "gzipped",
    "ｇzip",
  ])("%j is not understood, so nothing is compressed", (header) => {
    expect(chooseEncoding(header, ALL)).toBeUndefined();
  });

  it("leaves the well-formed members of a broken list standing", () => {
    expect(chooseEncoding("br;q=x, ;;;, \u0000, gzip", ALL)).toBe("gzip");
  });

  it("lets the last mention of a coding count", () => {
    expect(chooseEncoding("gzip, gzip;q=0", ALL)).toBeUndefined();
  });

  it("offers only what is there, the favourite among equals first", () => {
    expect(chooseEncoding("gzip, br, zstd", ["gzip"])).toBe("gzip");
    expect(chooseEncoding("gzip, br, zstd", ["gzip", "br"])).toBe("gzip");
    expect(chooseEncoding("br", ["gzip"])).toBeUndefined();
    expect(chooseEncoding("*", [])).toBeUndefined();
  });

  it("never chooses what the client refuses, whatever it sends", () => {
    const members = fc.constantFrom("br", "zstd", "gzip", "identity", "*", "deflate", "junk");
    const weights = fc.constantFrom("", ";q=0", ";q=0.5", ";q=1", ";q=2", "; q=0.001", ";x");
    const header = fc
      .array(fc.tuple(members, weights).map(([name, weight]) => name + weight))
      .map((m) => m.join(", "));
    fc.assert(
      fc.property(header, (text) => {
        const chosen = chooseEncoding(text, ALL);
        if (chosen === undefined) return;
        const parsed = parseAcceptEncoding(text);
        expect(parsed[chosen]).toBeGreaterThan(0);
        for (const other of ALL) expect(parsed[chosen]).toBeGreaterThanOrEqual(parsed[other]);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads 15 kB of anything in no time", () => {
    const units = [
      ",",
      " ",
      "\t",
      ";",
      ";q",
      ";q=",
      ";q=0.",
      "gzip,",
      "a,",
      "*,",
      "gzip;q=0.5,",
      "gzip ",
      "a",
      "é,",
    ];
    for (const unit of units) {
      const hostile = unit.repeat(15_000 / unit.length);
      const milliseconds = cpuTime(() => {
        for (const tail of ["", "gzip", ",gzip;q=1", " "]) chooseEncoding(hostile + tail, ALL);
      });
      expect(milliseconds, unit).toBeLessThan(200);
    }
    expect(chooseEncoding(`${",".repeat(15_000)}gzip`, ALL)).toBe("gzip");
  });
});
