/**
 * Where an executable ends according to its own tables: a shorter file was cut off. Sections without content in the
 * file do not count.
 *
 * @param bytes the beginning of the file, with all headers
 * @returns bytes; `undefined` if its format is unknown
 */
export function executableEnd(bytes: Buffer): number | undefined {
  if (bytes.length < 64) return undefined;
  try {
    if (bytes.readUInt32BE(0) === 0x7f454c46) return endOfElf(bytes);
    if (bytes.readUInt32LE(0) === 0xfeedfacf) return endOfMachO(bytes);
    return bytes.toString("latin1", 0, 2) === "MZ" ? endOfPe(bytes) : undefined;
  } catch (error) {
    // A table outside of the headers.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The table of sections is the last thing in an ELF file (elf(5)). */
function endOfElf(bytes: Buffer): number {
  return Number(bytes.readBigUInt64LE(40)) + bytes.readUInt16LE(58) * bytes.readUInt16LE(60);
}

const LC_SEGMENT_64 = 0x19;

/** Segments say where they are in the file (`mach-o/loader.h`). */
function endOfMachO(bytes: Buffer): number {
  const commands = bytes.readUInt32LE(16);
  let end = 0;
  let at = 32;
  for (let index = 0; index < commands; index++) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.readUInt32LE(at) === LC_SEGMENT_64) {
      end = Math.max(end, Number(bytes.readBigUInt64LE(at + 40)) + Number(bytes.readBigUInt64LE(at + 48)));
    }
    at += Math.max(size, 8);
  }
  return end;
}

/** Sections say where their raw data is (Microsoft's PE format specification). */
function endOfPe(bytes: Buffer): number {
  const header = bytes.readUInt32LE(60);
  const sections = bytes.readUInt16LE(header + 6);
  const table = header + 24 + bytes.readUInt16LE(header + 20);
  let end = 0;
  for (let index = 0; index < sections; index++) {
    const at = table + index * 40;
    end = Math.max(end, bytes.readUInt32LE(at + 16) + bytes.readUInt32LE(at + 20));
  }
  return end;
}
