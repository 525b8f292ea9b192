import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { describe, expect, test } from "vitest";
import { moduleRanges } from "./ranges.ts";

/** A chunk of parts, each with the source that the map names for it, and its modules in order. */
function rangesOf(parts: [code: string, source?: number][], modules: [id: string, source?: number][]) {
  const lines: SourceMapSegment[][] = [[]];
  let code = "";
  for (const [text, source] of parts) {
    const column = code.length - (code.lastIndexOf("\n") + 1);
    lines.at(-1)?.push(source === undefined ? [column] : [column, source, 0, 0]);
    for (const _ of text.matchAll(/\n/g)) lines.push([]);
    code += text;
  }
  const found = moduleRanges({
    code,
    mappings: encode(lines),
    modules: modules.map(([id, source]) => ({ id, source })),
  });
  const bytes = Buffer.from(code);
  return Object.fromEntries(
    [...found].map(([id, ranges]) => [
      id,
      ranges.map(([start, end]) => bytes.subarray(start, end).toString()),
    ]),
  );
}

describe("ranges of modules in a chunk", () => {
  test("are what the map says, each as long as it can be", () => {
    const ranges = rangesOf(
      [
        ["a1;", 0],
        ["a2;", 0],
        ["b;", 1],
        ["a3", 0],
      ],
      [
        ["a", 0],
        ["b", 1],
      ],
    );
    expect(ranges).toEqual({ a: ["a1;a2;", "a3"], b: ["b;"] });
  });

  test("count bytes, over lines and characters outside of ASCII", () => {
    const ranges = rangesOf(
      [
        ['"é\n日本";', 0],
        ['"😀";', 1],
        ["x", 0],
      ],
      [
        ["a", 0],
        ["b", 1],
      ],
    );
    expect(ranges).toEqual({ a: ['"é\n日本";', "x"], b: ['"😀";'] });
  });

  test("of a virtual module are what is unmapped at its place in the chunk", () => {
    const ranges = rangesOf(
      [["runtime;"], ["a;", 0], ["virtual;"], ["b;", 1], ["entry()"]],
      [["runtime"], ["a", 0], ["virtual"], ["b", 1], ["entry"]],
    );
    expect(ranges).toEqual({
      runtime: ["runtime;"],
      a: ["a;"],
      virtual: ["virtual;"],
      b: ["b;"],
      entry: ["entry()"],
    });
  });

  test("hold what is unmapped within a module, and not what is between two", () => {
    const ranges = rangesOf(
      [["a1", 0], ["…"], ["a2", 0], ["glue"], ["b", 1]],
      [
        ["a", 0],
        ["b", 1],
      ],
    );
    expect(ranges).toEqual({ a: ["a1…a2"], b: ["b"] });
  });

  test("leave out imports, exports and the name of the map", () => {
    const ranges = rangesOf(
      [
        ['import{a as b}from"./x.js";import"y";'],
        ["a;", 0],
        ["export{a as b};\n//# sourceMappingURL=x.js.map"],
      ],
      [["runtime"], ["a", 0], ["entry"]],
    );
    expect(ranges).toEqual({ a: ["a;"] });
  });

  test("of a source that is no module of the chunk are the place's", () => {
    const ranges = rangesOf(
      [
        ["a;", 0],
        ["from elsewhere", 7],
      ],
      [["a", 0], ["document"]],
    );
    expect(ranges).toEqual({ a: ["a;"], document: ["from elsewhere"] });
  });

  test("are none without a map", () => {
    expect(moduleRanges({ code: "", mappings: "", modules: [{ id: "a", source: 0 }] }).size).toBe(0);
  });
});
