import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { findPublicFile, isPublished, scanPublicFiles } from "./public-files.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "bunsen-public-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), path);
  }
}

const scan = () => scanPublicFiles(directory, "public");
const found = () => scan().files.map((file) => file.segments.join("/"));

test.each([
  ["a", true],
  ["a/b.txt", true],
  [".well-known/x", true],
  [".well-known/a/b", true],
  [".env", false],
  ["a/.env", false],
  [".git/config", false],
  [".well-known/.x", false],
  ["a/.well-known/x", false],
  ["..a", false],
])("%s is published: %s", (path, published) => {
  expect(isPublished(path.split("/"))).toBe(published);
});

describe("scanPublicFiles", () => {
  it("finds files, without dotfiles", () => {
    write(
      "b.txt",
      "a/c.txt",
      "a b#%?:.txt",
      "caf\u00e9",
      "cafe\u0301",
      ".env",
      ".git/config",
      ".well-known/x",
      "a/.DS_Store",
    );
    expect(found().sort()).toEqual(
      [".well-known/x", "a/c.txt", "a b#%?:.txt", "b.txt", "cafe\u0301", "caf\u00e9"].sort(),
    );
    expect(scan().problems).toEqual([]);
  });

  it("finds nothing where there is no directory", () => {
    expect(scanPublicFiles(join(directory, "none"), "public").files).toEqual([]);
    expect(scanPublicFiles("", "public").files).toEqual([]);
    write("file");
    expect(scanPublicFiles(join(directory, "file"), "public").files).toEqual([]);
  });

  it("follows links that stay inside", () => {
    write("a/x.txt");
    symlinkSync("a", join(directory, "b"));
    symlinkSync(join(directory, "a/x.txt"), join(directory, "absolute.txt"));
    expect(found()).toEqual(["a/x.txt", "absolute.txt", "b/x.txt"]);
    expect(scan().files.map((file) => file.source)).toContain(join(directory, "a/x.txt"));
  });

  it("takes a public directory that is itself a link", () => {
    write("real/x.txt");
    symlinkSync("real", join(directory, "public"));
    const { files, problems } = scanPublicFiles(join(directory, "public"), "public");
    expect(problems).toEqual([]);
    expect(files.map((file) => file.segments.join("/"))).toEqual(["x.txt"]);
  });

  it("does not go round in circles", () => {
    write("a/x.txt", "b/y.txt");
    symlinkSync("../b", join(directory, "a/b"));
    symlinkSync("../a", join(directory, "b/a"));
    symlinkSync(".", join(directory, "self"));
    symlinkSync("circle", join(directory, "circle"));
    const messages = scan().problems.map((problem) => problem.message);
    expect(messages.length).toBeGreaterThanOrEqual(4);
    for (const message of messages) expect(message).toMatch(/^public\/.+ is a link /);
  });
});

describe("findPublicFile", () => {
  const find = (path: string) => findPublicFile(directory, path.split("/"));

  it("finds what a scan finds, and nothing else", () => {
    write("a/c.txt", "a b#%?:.txt", ".env", ".git/config", ".well-known/x", "a/.DS_Store", "Upper.txt");
    symlinkSync("a", join(directory, "b"));
    symlinkSync("/etc", join(directory, "etc"));
    symlinkSync("/etc/hostname", join(directory, "hostname"));
    symlinkSync("nothing", join(directory, "broken"));
    for (const path of found()) expect(find(path), path).toBeDefined();
    for (const path of [
      "a",
      "b",
      ".env",
      ".git/config",
      "a/.DS_Store",
      "etc/hostname",
      "hostname",
      "broken",
    ]) {
      expect(find(path), path).toBeUndefined();
    }
    for (const path of [
      "",
      "upper.txt",
      "a/c.txt/d",
      "A/c.txt",
      "..",
      "../x",
      "a/../a/c.txt",
      "a//c.txt",
      "x".repeat(5000),
    ]) {
      expect(find(path), path).toBeUndefined();
    }
  });
});
