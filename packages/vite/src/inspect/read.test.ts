import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zlib from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { HEADER_BYTES, LARGEST, MARKER, pack } from "../manifest/container.ts";
import { hashOf } from "../manifest/side.ts";
import type { Manifest } from "../manifest/types.ts";
import { readArtefact } from "./read.ts";

const directory = mkdtempSync(join(tmpdir(), "bunsen-read-"));
afterAll(() => rmSync(directory, { recursive: true }));

const MANIFEST: Manifest = {
  format: "bunsen.manifest",
  formatVersion: 1,
  buildId: "0123456789abcdef",
  app: "app@1.0.0",
  base: "/",
  pagesDirectory: "src/pages",
  versions: { bunsen: "0.1.0" },
  packages: [],
  files: [],
  routes: [],
};
const container = (manifest: object = MANIFEST, source = "source()") =>
  Buffer.from(pack(Buffer.from(JSON.stringify(manifest)), Buffer.from(source)));

let count = 0;
function fileOf(...parts: (Uint8Array | string)[]): string {
  const path = join(directory, `file-${count++}`);
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return path;
}

/** A container whose header may lie; its checksum is right unless told otherwise. */
function forged(
  payload: Uint8Array,
  header: { compressed?: number; plain?: number; manifest?: number; version?: number },
) {
  const bytes = Buffer.alloc(HEADER_BYTES);
  MARKER.copy(bytes);
  bytes.writeUInt32LE(header.version ?? 1, 32);
  bytes.writeUInt32LE(header.compressed ?? payload.byteLength, 36);
  bytes.writeUInt32LE(header.plain ?? 100, 40);
  bytes.writeUInt32LE(header.manifest ?? 100, 44);
  createHash("sha256").update(payload).digest().copy(bytes, 48);
  return Buffer.concat([bytes, payload]);
}

describe("an executable", () => {
  test.each([
    ["at its beginning", 0],
    ["in its middle", 1000],
    ["across the windows that it is read by", 4 * 1024 * 1024 - 7],
    ["where two windows overlap", 4 * 1024 * 1024 - 31],
    ["far behind", 9 * 1024 * 1024 + 1],
  ])("is read with its manifest %s", async (_name, before) => {
    const artefact = await readArtefact(fileOf(Buffer.alloc(before, 1), container(), Buffer.alloc(50, 2)));
    expect(artefact).toMatchObject({ kind: "executable", manifest: MANIFEST, source: "source()" });
  });

  test("is told apart from another one among its own files", async () => {
    const inner = Buffer.concat([Buffer.alloc(10), container({ ...MANIFEST, app: "inner@1.0.0" })]);
    const { manifest } = await readArtefact(fileOf(container(), inner));
    expect(manifest.app).toBe("app@1.0.0");
  });

  test("is found behind a mark that is no manifest", async () => {
    const { manifest } = await readArtefact(fileOf(MARKER, "text", MARKER, container()));
    expect(manifest.app).toBe("app@1.0.0");
  });

  const bomb = zlib.zstdCompressSync(Buffer.alloc(256 * 1024 * 1024));
  const flipped = container();
  flipped[HEADER_BYTES + 9] = (flipped[HEADER_BYTES + 9] ?? 0) ^ 1;
  test.each<[string, Uint8Array]>([
    ["a flipped bit", flipped],
    ["an end that is missing", container().subarray(0, -1)],
    ["nothing but a mark", MARKER],
    ["a length of four gigabytes", forged(Buffer.from("x"), { compressed: 0xffffffff, plain: 0xffffffff })],
    ["more than there is", forged(Buffer.from("x"), { compressed: 1000 })],
    ["a bomb that says it is small", forged(bomb, { plain: 100 })],
    ["a bomb that says what it is", forged(bomb, { plain: 256 * 1024 * 1024 })],
    [
      "a manifest longer than everything",
      forged(zlib.zstdCompressSync(Buffer.alloc(9)), { plain: 9, manifest: 10 }),
    ],
    [
      "an unknown version of the container",
      forged(zlib.zstdCompressSync(Buffer.alloc(9)), { version: 2, plain: 9 }),
    ],
    ["what is not compressed", forged(Buffer.from("{}"), { plain: 2, manifest: 2 })],
    ["what is no JSON", Buffer.from(pack(Buffer.from("{"), Buffer.from("")))],
    ["a thousand marks", Buffer.concat(Array(1000).fill(MARKER))],
  ])("with %s is refused, in bounded memory", async (_name, bytes) => {
    const path = fileOf("before", bytes);
    const before = process.memoryUsage().rss;
    await expect(readArtefact(path)).rejects.toThrow(/The manifest in .* is damaged\. .*again/);
    expect(process.memoryUsage().rss - before).toBeLessThan(LARGEST.plain * 1.5);
  });

  test.each<[string, object]>([
    ["no lists", { packages: {} }],
    ["numbers for names", { packages: [{ name: 1, version: "1", modules: [] }] }],
    ["negative sizes", { files: [{ path: "a", bytes: -1, hash: "" }] }],
    ["sizes beyond counting", { files: [{ path: "a", bytes: 1e300, hash: "" }] }],
    ["a route of no kind", { routes: [{ id: "/", kind: "x", file: "a", reaches: {} }] }],
    ["null", { routes: [null] }],
    [
      "a config that is a list",
      { routes: [{ id: "/", kind: "page", file: "a", reaches: {}, config: { values: [] } }] },
    ],
  ])("whose manifest has %s is refused", async (_name, part) => {
    await expect(readArtefact(fileOf(container({ ...MANIFEST, ...part })))).rejects.toThrow(/is damaged/);
  });

  test("of a newer Bunsen is told to be so", async () => {
    const path = fileOf(container({ ...MANIFEST, formatVersion: 2, packages: "otherwise" }));
    await expect(readArtefact(path)).rejects.toThrow(/does not know.*version that made it/);
  });

  test("that is another program's, or no program, is told to be so", async () => {
    const message = /has no manifest of Bunsen.*bunsen compile/;
    await expect(readArtefact(process.execPath)).rejects.toThrow(message);
    await expect(readArtefact(fileOf("#!/bin/sh\n"))).rejects.toThrow(message);
    await expect(readArtefact(fileOf(""))).rejects.toThrow(message);
    await expect(readArtefact("/dev/zero")).rejects.toThrow(message);
  });
});

describe("a directory", () => {
  function build(files: Record<string, string>, manifest: unknown, extra: Partial<Manifest> = {}): string {
    const path = join(directory, `build-${count++}`);
    mkdirSync(join(path, "server"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    const described = Object.entries(files).map(([name, text]) => {
      return { path: name, bytes: Buffer.byteLength(text), hash: hashOf(Buffer.from(text)) };
    });
    const text = manifest ?? JSON.stringify({ ...MANIFEST, files: described, ...extra });
    writeFileSync(join(path, "bunsen.json"), String(text));
    return path;
  }
  const APP = { "server/app.js": "app()", "server/empty.js": "" };

  test("is read", async () => {
    expect(await readArtefact(build(APP, undefined))).toMatchObject({ kind: "directory", source: "app()" });
  });

  test.each([
    ["changed", "app(1)"],
    ["of the same length, but changed", "APP()"],
  ])("with a file that is %s is refused", async (_name, text) => {
    const path = build(APP, undefined);
    writeFileSync(join(path, "server/app.js"), text);
    await expect(readArtefact(path)).rejects.toThrow(
      /server\/app\.js changed or is missing.*"bunsen build" again/,
    );
  });

  test("with a file that is gone is refused", async () => {
    const path = build(APP, undefined);
    rmSync(join(path, "server/empty.js"));
    await expect(readArtefact(path)).rejects.toThrow(/server\/empty\.js/);
  });

  test("cannot cause a read outside of it", async () => {
    const secret = fileOf("secret");
    const outside = { path: `../${secret.split("/").at(-1)}`, bytes: 6, hash: hashOf(Buffer.from("secret")) };
    const app = { path: "server/app.js", bytes: 5, hash: hashOf(Buffer.from("app()")) };
    await expect(readArtefact(build(APP, undefined, { files: [outside, app] }))).rejects.toThrow(
      /changed or is missing/,
    );
    const absolute = { ...outside, path: secret };
    await expect(readArtefact(build(APP, undefined, { files: [absolute, app] }))).rejects.toThrow(
      /changed or is missing/,
    );
    const linked = build(APP, undefined, {
      files: [{ path: "server/link", bytes: 6, hash: outside.hash }, app],
    });
    symlinkSync(secret, join(linked, "server/link"));
    await expect(readArtefact(linked)).rejects.toThrow(/server\/link changed/);
  });

  test.each([
    ["is no JSON", "{"],
    ["is empty", ""],
    ["is null", "null"],
    ["is somebody else's", '{ "name": "package" }'],
  ])("whose manifest %s is refused", async (_name, text) => {
    await expect(readArtefact(build(APP, text))).rejects.toThrow(/is damaged/);
  });

  test("whose manifest is no file, or too long for one, is refused", async () => {
    const linked = build(APP, undefined);
    rmSync(join(linked, "bunsen.json"));
    symlinkSync("/dev/zero", join(linked, "bunsen.json"));
    await expect(readArtefact(linked)).rejects.toThrow(/is damaged/);
    const long = build(APP, " ".repeat(LARGEST.manifest + 1));
    await expect(readArtefact(long)).rejects.toThrow(/is damaged/);
  });

  test("that is none, or no build, is told to be so", async () => {
    await expect(readArtefact(join(directory, "none"))).rejects.toThrow(/nothing at .*"bunsen build" first/);
    const empty = mkdtempSync(join(directory, "empty-"));
    await expect(readArtefact(empty)).rejects.toThrow(/has no bunsen\.json.*"bunsen build"/);
  });
});
