import { expect, test } from "vitest";
import { parseExecutableHeader } from "./executable-header.ts";
import { isFor, parseTarget, TARGET_NAMES } from "./targets.ts";

test("every target is found by its name, with or without bun-, its segments in any order", () => {
  for (const name of TARGET_NAMES) {
    expect(parseTarget(name).name).toBe(name);
    expect(parseTarget(`bun-${name}`).name).toBe(name);
    expect(parseTarget(name.split("-").reverse().join("-")).name).toBe(name);
  }
});

test.each([
  ["bun-linux-aarch64", "linux-arm64"],
  ["linux-x64-glibc", "linux-x64"],
  ["bun-linux-x64-baseline", "linux-x64"],
  ["linux-x64-modern-musl", "linux-x64-musl"],
])("%s is %s", (name, target) => {
  expect(parseTarget(name).name).toBe(target);
});

test.each([
  ["linux-x65", /"linux-x65".*Did you mean "linux-x64"/],
  ["plan9", /"plan9".*Known are linux-x64/],
  ["linux", /"linux"/],
  ["", /""/],
])("%j is refused", (name, message) => {
  expect(() => parseTarget(name)).toThrow(message);
});

/** An ELF header with one program header that names the loader. */
function elf(machine: number, loader: string): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt32BE(0x7f454c46, 0);
  bytes.writeUInt16LE(machine, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(3, 64);
  bytes.writeBigUInt64LE(128n, 72);
  bytes.writeBigUInt64LE(BigInt(loader.length), 96);
  bytes.write(loader, 128, "latin1");
  return bytes;
}

function machO(cpu: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpu, 4);
  return bytes;
}

function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write("MZ", 0, "latin1");
  bytes.writeUInt32LE(64, 60);
  bytes.write("PE\0\0", 64, "latin1");
  bytes.writeUInt16LE(machine, 68);
  return bytes;
}

test.each([
  ["linux-x64", elf(62, "/lib64/ld-linux-x86-64.so.2\0")],
  ["linux-arm64", elf(183, "/lib/ld-linux-aarch64.so.1\0")],
  ["linux-x64-musl", elf(62, "/lib/ld-musl-x86_64.so.1\0")],
  ["linux-arm64-musl", elf(183, "/lib/ld-musl-aarch64.so.1\0")],
  ["darwin-x64", machO(0x01000007)],
  ["darwin-arm64", machO(0x0100000c)],
  ["windows-x64", pe(34404)],
  ["windows-arm64", pe(43620)],
])("the header of an executable for %s is for that target only", (name, bytes) => {
  const header = parseExecutableHeader(bytes);
  if (!header) throw new Error("no header was read");
  expect(TARGET_NAMES.filter((target) => isFor(header, parseTarget(target)))).toEqual([name]);
});

test("what is no executable has no header", () => {
  expect(parseExecutableHeader(Buffer.alloc(0))).toBeUndefined();
  expect(parseExecutableHeader(Buffer.from("#!/bin/sh\n".padEnd(100)))).toBeUndefined();
  expect(parseExecutableHeader(elf(62, "/lib/ld").subarray(0, 70))).toEqual({ os: "linux", arch: "x64" });
  const cut = pe(34404);
  cut.writeUInt32LE(0xfffffff0, 60);
  expect(parseExecutableHeader(cut)).toBeUndefined();
});
