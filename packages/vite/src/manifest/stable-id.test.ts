import { expect, test } from "vitest";
import { stableId } from "./stable-id.ts";

/** Murmur3-32 as its author wrote it down (MurmurHash3_x86_32), to compare with Bun's. */
function murmur3(text: string): number {
  const bytes = Buffer.from(text);
  const mix = (block: number) => {
    const scaled = Math.imul(block, 0xcc9e2d51);
    return Math.imul((scaled << 15) | (scaled >>> 17), 0x1b873593);
  };
  let hash = 0;
  const blocks = bytes.length & ~3;
  for (let at = 0; at < blocks; at += 4) {
    hash ^= mix(bytes.readInt32LE(at));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= blocks; at--) tail = (tail << 8) | (bytes[at] ?? 0);
  if (bytes.length > blocks) hash ^= mix(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

test.each([
  ["react@19.3.1", "cjs/react.production.js"],
  ["@scope/ünïcode@0.0.0", "日本/[名前].tsx"],
  ["a@1", "b"],
  ["", ""],
])("%j %j: Wyhash of Murmur3's four bytes and the path", (name, path) => {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(murmur3(name));
  const hash = Bun.hash.wyhash(Buffer.concat([prefix, Buffer.from(path)]));
  expect(stableId(name, path)).toBe((hash & 0xffffffffn).toString(16).padStart(8, "0"));
});

test("is the same for ever", () => {
  expect(stableId("react@19.3.1", "index.js")).toBe("759fd5c5");
});
