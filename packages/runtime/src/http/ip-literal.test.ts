import * as net from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isIPv4, isIPv6 } from "./ip-literal.ts";

const group = fc.stringMatching(/^[0-9a-fA-F]{0,5}$/);
const almostIpv6 = fc
  .tuple(
    fc.array(group, { maxLength: 9 }),
    fc.constantFrom("", ":", "::"),
    fc.constantFrom("", "1.2.3.4", "%eth0", "256.1.1.1"),
  )
  .map(([groups, glue, end]) => groups.join(":") + glue + end);
const almostIpv4 = fc
  .array(fc.stringMatching(/^\d{0,3}$/), { minLength: 3, maxLength: 5 })
  .map((parts) => parts.join("."));

test("says of every text what node:net says", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV6(), fc.ipV4(), almostIpv6, almostIpv4, fc.string()), (text) => {
      expect([text, isIPv4(text), isIPv6(text)]).toEqual([text, net.isIPv4(text), net.isIPv6(text)]);
    }),
    { numRuns: 20_000 },
  );
});

test.each(["::", "::1", "1::", "1:2:3:4::1.2.3.4", "::ffff:1.2.3.4", "fe80::1%eth0", "1:2:3:4:5:6:7:8"])(
  "%s is one",
  (text) => {
    expect(isIPv6(text)).toBe(true);
  },
);

test.each([
  "",
  ":",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "::01.2.3.4",
  "[::1]",
  "::1/64",
  "::g",
  "::1%",
])("%j is none", (text) => {
  expect(isIPv6(text)).toBe(false);
});
