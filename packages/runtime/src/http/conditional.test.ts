import { describe, expect, it, test } from "vitest";
import { cpuTime } from "../util/cpu-time.test-support.ts";
import { evaluatePreconditions, ifRangeHolds, matchesAny, type Precondition } from "./conditional.ts";

const NOW = Date.UTC(2026, 5, 1);
const MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";
const BEFORE = "Wed, 31 Dec 2025 23:59:59 GMT";
const AFTER = "Thu, 01 Jan 2026 00:00:01 GMT";
const FUTURE = "Tue, 01 Jan 2030 00:00:00 GMT";
const DATED = { etag: '"a"', lastModified: Date.UTC(2026, 0, 1) / 1000 };
const UNDATED = { etag: '"a"' };

describe("evaluatePreconditions", () => {
  test.each<[headers: Record<string, string>, result: Precondition]>([
    [{}, "proceed"],
    [{ "if-none-match": '"a"' }, "not-modified"],
    [{ "if-none-match": 'W/"a"' }, "not-modified"],
    [{ "if-none-match": "*" }, "not-modified"],
    [{ "if-none-match": '"b"' }, "proceed"],
    [{ "if-none-match": '"b", W/"c" ,"a"' }, "not-modified"],
    [{ "if-none-match": "a" }, "proceed"],
    [{ "if-none-match": "" }, "proceed"],
    [{ "if-match": '"a"' }, "proceed"],
    [{ "if-match": "*" }, "proceed"],
    [{ "if-match": '"b", "a"' }, "proceed"],
    [{ "if-match": '"b"' }, "failed"],
    [{ "if-match": 'W/"a"' }, "failed"],
    [{ "if-match": '"b"', "if-none-match": '"a"' }, "failed"],
    [{ "if-match": '"a"', "if-none-match": '"a"' }, "not-modified"],
    [{ "if-modified-since": MODIFIED }, "not-modified"],
    [{ "if-modified-since": AFTER }, "not-modified"],
    [{ "if-modified-since": BEFORE }, "proceed"],
    [{ "if-modified-since": FUTURE }, "proceed"],
    [{ "if-modified-since": "yesterday" }, "proceed"],
    [{ "if-modified-since": `${MODIFIED}, ${MODIFIED}` }, "proceed"],
    [{ "if-none-match": '"b"', "if-modified-since": MODIFIED }, "proceed"],
    [{ "if-none-match": '"a"', "if-modified-since": BEFORE }, "not-modified"],
    [{ "if-unmodified-since": MODIFIED }, "proceed"],
    [{ "if-unmodified-since": BEFORE }, "failed"],
    [{ "if-unmodified-since": FUTURE }, "proceed"],
    [{ "if-unmodified-since": "junk" }, "proceed"],
    [{ "if-match": '"a"', "if-unmodified-since": BEFORE }, "proceed"],
    [{ "if-unmodified-since": MODIFIED, "if-none-match": '"a"' }, "not-modified"],
  ])("%j: %s", (headers, result) => {
    expect(evaluatePreconditions(new Headers(headers), DATED, NOW)).toBe(result);
  });

  it("ignores dates where there is none to compare them with", () => {
    for (const name of ["if-modified-since", "if-unmodified-since"]) {
      for (const date of [BEFORE, MODIFIED, AFTER, FUTURE]) {
        expect(evaluatePreconditions(new Headers({ [name]: date }), UNDATED, NOW)).toBe("proceed");
      }
    }
  });
});

describe("matchesAny", () => {
  test.each<[list: string, etag: string, strong: boolean, matches: boolean]>([
    ['"a,b"', '"a,b"', false, true],
    ['"a,b"', '"a"', false, false],
    ['"x", "a,b" , "y"', '"a,b"', false, true],
    ['"a""b"', '"b"', false, true],
    ['"a', '"a', false, false],
    ['"a', '"a"', false, false],
    ['W/"a"', 'W/"a"', false, true],
    ['"a"', 'W/"a"', false, true],
    ['W/"a"', 'W/"a"', true, false],
    ['w/"a"', '"a"', false, false],
    ['*, "b"', '"a"', false, false],
    [" * ", '"a"', false, true],
    ['"aa"', '"a"', false, false],
    ['""', '""', false, true],
  ])("%j names %j (strong: %s): %s", (list, etag, strong, matches) => {
    expect(matchesAny(list, etag, strong)).toBe(matches);
  });

  it("reads 15 kB of anything in no time", () => {
    for (const unit of [",", '"', '""', 'W/"', 'W/"a",', '"a",', " ", "*", "a,"]) {
      const list = unit.repeat(15_000 / unit.length);
      expect(
        cpuTime(() => matchesAny(list, '"z"', false)),
        unit,
      ).toBeLessThan(200);
    }
  });
});

describe("ifRangeHolds", () => {
  test.each<[value: string, holds: boolean]>([
    ['"a"', true],
    ['W/"a"', false],
    ['"b"', false],
    ['"a", "a"', false],
    ["*", false],
    ["", false],
    [MODIFIED, true],
    [AFTER, false],
    [BEFORE, false],
  ])("%j: %s", (value, holds) => {
    expect(ifRangeHolds(value, DATED)).toBe(holds);
  });

  it("never holds for weak ETags or without a date", () => {
    expect(ifRangeHolds('W/"a"', { etag: 'W/"a"' })).toBe(false);
    expect(ifRangeHolds(MODIFIED, UNDATED)).toBe(false);
  });
});
