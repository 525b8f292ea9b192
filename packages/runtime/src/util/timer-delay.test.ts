import { expect, test } from "vitest";
import { timerDelay } from "./timer-delay.ts";

test.each([
  [0, 0],
  [1500, 1500],
  [2_147_483_647, 2_147_483_647],
  [2_147_483_648, 2_147_483_647],
  [2_592_000_000, 2_147_483_647],
  [Number.POSITIVE_INFINITY, 2_147_483_647],
])("%d ms are %d ms", (given, expected) => expect(timerDelay(given)).toBe(expected));
