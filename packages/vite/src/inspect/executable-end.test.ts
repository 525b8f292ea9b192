import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { executableEnd } from "./executable-end.ts";

test("the Bun that runs this ends where its tables say", () => {
  const { size } = statSync(process.execPath);
  const end = executableEnd(readFileSync(process.execPath).subarray(0, 65536));
  expect(end).toBeGreaterThan(size * 0.9);
  expect(end).toBeLessThanOrEqual(size);
});

test("of Mach-O the segments count", () => {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(2, 16);
  bytes.writeUInt32LE(0x1d, 32);
  bytes.writeUInt32LE(16, 36);
  bytes.writeUInt32LE(0x19, 48);
  bytes.writeUInt32LE(72, 52);
  bytes.writeBigUInt64LE(1000n, 88);
  bytes.writeBigUInt64LE(234n, 96);
  expect(executableEnd(bytes)).toBe(1234);
});

test("of PE the sections count", () => {
  const bytes = Buffer.alloc(512);
  bytes.write("MZ", 0, "latin1");
  bytes.writeUInt32LE(64, 60);
  bytes.write("PE\0\0", 64, "latin1");
  bytes.writeUInt16LE(2, 70);
  bytes.writeUInt16LE(100, 84);
  for (const [index, [size, at]] of [
    [500, 1000],
    [0, 0],
  ].entries()) {
    bytes.writeUInt32LE(size ?? 0, 64 + 24 + 100 + index * 40 + 16);
    bytes.writeUInt32LE(at ?? 0, 64 + 24 + 100 + index * 40 + 20);
  }
  expect(executableEnd(bytes)).toBe(1500);
});

test("what leads out of the headers, or is no executable, says nothing", () => {
  const endless = Buffer.alloc(128);
  endless.writeUInt32LE(0xfeedfacf, 0);
  endless.writeUInt32LE(0xffffffff, 16);
  expect(executableEnd(endless)).toBeUndefined();
  expect(executableEnd(Buffer.from("#!/bin/sh"))).toBeUndefined();
});
