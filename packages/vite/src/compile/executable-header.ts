import { closeSync, openSync, readSync } from "node:fs";

/** What the first bytes of an executable say about where it runs. */
export interface ExecutableHeader {
  os: "linux" | "darwin" | "windows";
  arch: "x64" | "arm64";
  /** Linux: the C library that its loader belongs to. */
  libc?: "glibc" | "musl";
}

/** Enough for the headers of every format, and for the path of the loader after them. */
const HEADER_BYTES = 4096;

/** Reads the header of an executable file; `undefined` if its format is unknown. */
export function readExecutableHeader(file: string): ExecutableHeader | undefined {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, "r");
  try {
    const read = readSync(descriptor, bytes, 0, HEADER_BYTES, 0);
    return parseExecutableHeader(bytes.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
}

/** The same for bytes: ELF (elf(5)), Mach-O (`mach-o/loader.h`) and PE (Microsoft's PE format specification). */
export function parseExecutableHeader(bytes: Buffer): ExecutableHeader | undefined {
  if (bytes.length < 64) return undefined;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return parseElf(bytes);
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return parseMachO(bytes);
  return bytes.toString("latin1", 0, 2) === "MZ" ? parsePe(bytes) : undefined;
}

const ELF_MACHINES: Record<number, "x64" | "arm64"> = { 62: "x64", 183: "arm64" };
const MACH_O_CPUS: Record<number, "x64" | "arm64"> = { 16777223: "x64", 16777228: "arm64" };
const PE_MACHINES: Record<number, "x64" | "arm64"> = { 34404: "x64", 43620: "arm64" };

function parseElf(bytes: Buffer): ExecutableHeader | undefined {
  const arch = ELF_MACHINES[bytes.readUInt16LE(18)];
  if (!arch) return undefined;
  const loader = elfLoader(bytes);
  if (loader === undefined) return { os: "linux", arch };
  return { os: "linux", arch, libc: loader.includes("ld-musl") ? "musl" : "glibc" };
}

/** The path in the program header of type PT_INTERP. */
function elfLoader(bytes: Buffer): string | undefined {
  const start = Number(bytes.readBigUInt64LE(32));
  const size = bytes.readUInt16LE(54);
  const count = bytes.readUInt16LE(56);
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    if (at + size > bytes.length) return undefined;
    if (bytes.readUInt32LE(at) !== 3) continue;
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    const length = Number(bytes.readBigUInt64LE(at + 32));
    return bytes.toString("latin1", offset, offset + length);
  }
  return undefined;
}

function parseMachO(bytes: Buffer): ExecutableHeader | undefined {
  const arch = MACH_O_CPUS[bytes.readUInt32LE(4)];
  return arch && { os: "darwin", arch };
}

function parsePe(bytes: Buffer): ExecutableHeader | undefined {
  const at = bytes.readUInt32LE(60);
  if (at + 6 > bytes.length || bytes.toString("latin1", at, at + 2) !== "PE") return undefined;
  const arch = PE_MACHINES[bytes.readUInt16LE(at + 4)];
  return arch && { os: "windows", arch };
}
