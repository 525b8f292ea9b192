import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pack } from "../manifest/container.ts";
import { removeEarlierBuild } from "./earlier-build.ts";

/** The header of an ELF file for x64, whose tables are at its beginning. */
function elf(): Buffer {
  const header = Buffer.alloc(4096);
  header.writeUInt32BE(0x7f454c46, 0);
  header.writeUInt16LE(62, 18);
  return header;
}

test("executables of an earlier build are removed with the script that starts the server, and nothing else", async () => {
  const directory = mkdtempSync(join(tmpdir(), "bunsen-earlier-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, "server"));
  const executable = Buffer.concat([elf(), pack(Buffer.from("{}"), Buffer.from(""))]);
  const files: Record<string, string | Buffer> = {
    app: executable,
    "app-linux-x64": executable,
    "server/app": executable,
    "another-program": elf(),
    "notes.txt": "mine",
    "server/index.js": "",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  expect(await removeEarlierBuild(directory)).toEqual(["app", "app-linux-x64"]);
  const left = Object.keys(files).filter((name) => existsSync(join(directory, name)));
  expect(left).toEqual(["server/app", "another-program", "notes.txt"]);
});

test("a first build has nothing to remove", async () => {
  expect(await removeEarlierBuild(join(tmpdir(), "bunsen-nothing-there"))).toEqual([]);
});
