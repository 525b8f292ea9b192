import path from "../../data/texts/first.md" with { type: "file" };
import bytes from "../../data/three.bytes" with { type: "bytes" };

export const GET = async () => ({
  text: await Bun.file(path).text(),
  bytes: [...bytes],
  isPlain: Object.getPrototypeOf(bytes) === Uint8Array.prototype,
});
