import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeAddress, normalizeIp } from "./ip.ts";

test.each([
  ["1.2.3.4", "1.2.3.4"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["::FFFF:1.2.3.4", "1.2.3.4"],
  ["::ffff:102:304", "1.2.3.4"],
  ["0:0:0:0:0:ffff:0102:0304", "1.2.3.4"],
  ["::1", "::1"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["", ""],
  ["010.0.0.1", ""],
  ["1.2.3", ""],
  ["1.2.3.4.5", ""],
  ["1.2.3.256", ""],
  ["1.2.3.4 ", ""],
  ["0x7f.0.0.1", ""],
  ["2130706433", ""],
  [":::1", ""],
  ["1::2::3", ""],
  ["::1]/evil[", ""],
  ["evil", ""],
])("normalizeIp(%j) is %j", (given, expected) => expect(normalizeIp(given)).toBe(expected));

test.each([
  ["1.1.1.1:80", "1.1.1.1"],
  ["1.1.1.1", "1.1.1.1"],
  ["[::1]", "::1"],
  ["[2001:db8::1]:4711", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["[::ffff:1.2.3.4]:1", "1.2.3.4"],
  ["unknown", ""],
  ["_gazonk", ""],
  ["_gazonk:80", ""],
  ["", ""],
  ["[::1", ""],
  ["1.1.1.1:80:90", ""],
])("nodeAddress(%j) is %j", (given, expected) => expect(nodeAddress(given)).toBe(expected));

test("every spelling of an address has one normal form, which is its own", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      const normal = normalizeIp(address);
      expect(normal).not.toBe("");
      expect(normalizeIp(normal)).toBe(normal);
      expect(normalizeIp(address.toUpperCase())).toBe(normal);
    }),
  );
});

test("an IPv4 address is the same inside IPv6", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(normalizeIp(`::ffff:${address}`)).toBe(address);
    }),
  );
});
