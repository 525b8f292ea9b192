import { createHash } from "node:crypto";
import zlib from "node:zlib";

/**
 * Marks the manifest in an executable, wherever Bun puts it. Written as digits, so that no program contains these bytes
 * by itself.
 */
export const MARKER = Buffer.from("0042756e73656e4d616e6966657374009fd1c35ae70b4e8a92f36d1877c4b25e", "hex");

/** The file that an executable embeds. */
export const CONTAINER_FILE = "bunsen.manifest";

/** Marker, version, length as compressed, length as it was, of that the manifest, SHA-256 of what is compressed. */
export const HEADER_BYTES = MARKER.byteLength + 4 + 4 + 4 + 4 + 32;

const CONTAINER_VERSION = 1;

/**
 * The largest sizes that a reader accepts. A manifest has some three kilobytes for each page; parsed, it takes many
 * times that.
 */
export const LARGEST = { compressed: 32 * 1024 * 1024, plain: 128 * 1024 * 1024, manifest: 32 * 1024 * 1024 };

export interface ContainerHeader {
  compressed: number;
  plain: number;
  manifest: number;
  checksum: Buffer;
}

/**
 * What an executable embeds of its manifest. The same contents always give the same bytes.
 *
 * @param manifest the text of `bunsen.json`
 * @param source the server's bundle, which the manifest's places refer to, because Bun prints it again for the
 *   executable. A bundle beyond the limits is left out
 */
export function pack(manifest: Uint8Array, source: Uint8Array): Uint8Array {
  const plain = Buffer.concat([manifest, source]);
  const payload = zlib.zstdCompressSync(plain, {
    params: { [zlib.constants.ZSTD_c_compressionLevel]: 12 },
  });
  const isTooLarge = plain.byteLength > LARGEST.plain || payload.byteLength > LARGEST.compressed;
  if (isTooLarge && source.byteLength > 0) return pack(manifest, new Uint8Array());
  const header = Buffer.alloc(HEADER_BYTES);
  MARKER.copy(header);
  header.writeUInt32LE(CONTAINER_VERSION, 32);
  header.writeUInt32LE(payload.byteLength, 36);
  header.writeUInt32LE(plain.byteLength, 40);
  header.writeUInt32LE(manifest.byteLength, 44);
  createHash("sha256").update(payload).digest().copy(header, 48);
  return Buffer.concat([header, payload]);
}

/** @returns `undefined` if it is not a header, or not a valid one */
export function readHeader(bytes: Buffer): ContainerHeader | undefined {
  if (bytes.byteLength < HEADER_BYTES || !bytes.subarray(0, 32).equals(MARKER)) return undefined;
  const header = {
    compressed: bytes.readUInt32LE(36),
    plain: bytes.readUInt32LE(40),
    manifest: bytes.readUInt32LE(44),
    checksum: bytes.subarray(48, HEADER_BYTES),
  };
  const isSane =
    bytes.readUInt32LE(32) === CONTAINER_VERSION &&
    header.compressed <= LARGEST.compressed &&
    header.plain <= LARGEST.plain &&
    header.manifest <= Math.min(header.plain, LARGEST.manifest);
  return isSane ? header : undefined;
}

/** What is in a container; the manifest is unchecked. */
export interface Contents {
  manifest: unknown;
  source?: string;
}

/** @returns `undefined` if a payload is not what its header says */
export function unpack(header: ContainerHeader, payload: Buffer): Contents | undefined {
  if (!createHash("sha256").update(payload).digest().equals(header.checksum)) return undefined;
  const plain = decompress(payload, header.plain);
  if (!plain) return undefined;
  const source = plain.toString("utf8", header.manifest);
  return { manifest: parseJson(plain.subarray(0, header.manifest)), ...(source !== "" && { source }) };
}

function decompress(payload: Buffer, length: number): Buffer | undefined {
  try {
    const plain = zlib.zstdDecompressSync(payload, { maxOutputLength: Math.max(length, 1) });
    return plain.byteLength === length ? plain : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/** @returns `undefined` for invalid JSON */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
