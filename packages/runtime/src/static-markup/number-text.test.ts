import fc from "fast-check";
import { expect, test } from "vitest";
import { numberText } from "./number-text.ts";

test("is what the language makes of a number, also the second time", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, Number.NaN, 1e21, 5e-324)),
      (value) => {
        expect([numberText(value), numberText(value)]).toEqual([String(value), String(value)]);
      },
    ),
    { numRuns: 3000 },
  );
});
