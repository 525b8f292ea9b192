/**
 * The id of a module: Murmur3-32 (seed 0) of the UTF-8 of `name@version`; then Wyhash-64 (seed 0) of those 4 bytes,
 * little-endian, followed by the UTF-8 of the path; its low 32 bits.
 *
 * @param packageName `<name>@<version>`
 * @param path in the package, with forward slashes
 * @returns eight hexadecimal digits
 */
export function stableId(packageName: string, path: string): string {
  const bytes = Buffer.alloc(4 + Buffer.byteLength(path));
  bytes.writeUInt32LE(Bun.hash.murmur32v3(packageName, 0), 0);
  bytes.write(path, 4, "utf8");
  const low = BigInt.asUintN(32, Bun.hash.wyhash(bytes, 0n));
  return low.toString(16).padStart(8, "0");
}
