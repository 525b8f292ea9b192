import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { CacheStore } from "../../packages/runtime/src/api/cache-store.ts";
import { testCacheStore } from "../../packages/runtime/src/cache/store-test.ts";
import { assertOutsideOf } from "../../packages/runtime/src/cache/stores/file/outside-of.ts";
import { fileStore } from "../../packages/runtime/src/cache/stores/file.ts";
import { testPage, textOf } from "../../packages/runtime/src/cache/test-pages.ts";
import { whenDone } from "../support/cleanup.ts";
import { bunProgram, outsideDirectory, repository } from "../support/paths.ts";
import { runProcess, startProcess } from "../support/process.ts";
import { until } from "../support/until.ts";

const newDirectory = (): string => mkdtempSync(join(outsideDirectory(), "cache-"));

testCacheStore({
  describe,
  test,
  sharedBy: "restarts",
  create: () => {
    const dir = newDirectory();
    return { store: () => fileStore({ dir }), remove: () => rmSync(dir, { recursive: true }) };
  },
});

async function open(dir: string, namespace = "build-1", maxMB?: number): Promise<CacheStore> {
  const store = fileStore({ dir, maxMB });
  await store.open?.(namespace, () => undefined);
  return store;
}

const write = async (store: CacheStore, key: string, tags: string[] = [], text = key): Promise<boolean> =>
  store.write(key, testPage({ text, tags }), await store.clock());

const unavailable = { code: "CACHE_STORE_UNAVAILABLE" };
const failing = (work: () => unknown): Promise<void> =>
  expect((async () => work())()).rejects.toMatchObject(unavailable);

/** Every file below a directory, as paths from it. */
const filesOf = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));

const pagesOf = (dir: string): string[] => filesOf(dir).filter((file) => file.endsWith(".page"));
const bytesOn = (dir: string): number =>
  pagesOf(dir).reduce((sum, file) => sum + statSync(join(dir, file)).blocks * 512, 0);

describe("the directory", () => {
  test("is private, and is all that is written to", async () => {
    const home = newDirectory();
    const dir = join(home, "deep/cache");
    const store = await open(dir);
    for (const key of ["../../escape", "/etc/passwd", "a\0b", "x".repeat(5000)]) await write(store, key);
    expect(
      filesOf(home).every((file) =>
        /^deep\/cache\/bunsen-[0-9a-f]{16}\/(\w+\.page|invalidations)$/.test(file),
      ),
    ).toBe(true);
    expect(pagesOf(dir)).toHaveLength(4);
    for (const file of filesOf(dir)) expect(statSync(join(dir, file)).mode & 0o077).toBe(0);
  });

  test("takes no more than its bound, and loses what was used longest ago", async () => {
    const dir = newDirectory();
    const store = await open(dir, "build-1", 1);
    const text = "x".repeat(50_000);
    await write(store, "first", [], text);
    for (let number = 0; number < 60; number++) {
      await write(store, `${number}`, [], text);
      expect(await store.read("first"), `after ${number}`).toBeDefined();
      expect(bytesOn(dir)).toBeLessThanOrEqual(1_048_576);
    }
    expect(await store.read("59")).toBeDefined();
    expect(await store.read("0")).toBeUndefined();
    expect(await write(store, "large", [], "x".repeat(1_100_000))).toBe(false);
    const again = await open(dir, "build-1", 0.25);
    await until(() => bytesOn(dir) <= 262_144, { what: "the smaller bound" });
    expect(await again.read("59")).toBeDefined();
  });

  test("takes no more when many write at once", async () => {
    const dir = newDirectory();
    const store = await open(dir, "build-1", 1);
    const text = "x".repeat(90_000);
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 100 }, (_, number) => write(store, `${number}`, [], text)));
      expect(bytesOn(dir)).toBeLessThanOrEqual(1_048_576);
      expect(pagesOf(dir).length).toBeGreaterThan(5);
    }
  });

  test("is rid of other builds and unfinished files, and keeps what is not ours", async () => {
    const dir = newDirectory();
    await write(await open(dir, "old"), "a");
    const first = await open(dir, "new");
    await write(first, "a");
    const [page = ""] = filesOf(dir).filter((file) => file.endsWith(".page"));
    const own = join(dir, page, "..");
    const unfinished = `${crypto.randomUUID()}-${crypto.randomUUID()}.tmp`;
    const others = ["notes.txt", "bunsen-mine/x.page", "bunsen-0123456789abcdef/mine.txt"];
    for (const other of others) {
      mkdirSync(join(dir, other, ".."), { recursive: true });
      writeFileSync(join(dir, other), "mine");
    }
    writeFileSync(join(own, unfinished), "half");
    const elsewhere = newDirectory();
    const linked = join(elsewhere, `${"0".repeat(64)}.page`);
    writeFileSync(linked, "mine");
    symlinkSync(elsewhere, join(dir, "bunsen-aaaaaaaaaaaaaaaa"));
    const store = await open(dir, "new");
    expect(textOf(await store.read("a"))).toBe("a");
    const isTidy = (): boolean => !existsSync(join(own, unfinished)) && readdirSync(dir).length === 5;
    await until(isTidy, { what: `a tidy directory instead of ${readdirSync(dir)}` });
    for (const other of others) expect(existsSync(join(dir, other)), other).toBe(true);
    expect(existsSync(linked)).toBe(true);
  });

  test("may be removed at any time", async () => {
    const dir = newDirectory();
    const store = await open(dir);
    const since = await store.clock();
    await write(store, "a");
    await store.invalidate({ kind: "tag", tag: "x" });
    rmSync(dir, { recursive: true });
    expect(await store.read("a")).toBeUndefined();
    expect(await store.write("b", testPage({ tags: ["x"] }), since)).toBe(false);
    expect(await write(store, "a")).toBe(true);
    rmSync(dir, { recursive: true });
    await store.invalidate({ kind: "path", path: "/other" });
    expect(await store.read("a")).toBeUndefined();
    expect(await write(store, "a")).toBe(true);
    expect(textOf(await (await open(dir)).read("a"))).toBe("a");
  });

  test("must not be one that is served", () => {
    const home = newDirectory();
    mkdirSync(join(home, "public"));
    symlinkSync(join(home, "public"), join(home, "link"));
    for (const dir of ["public", "public/cache", "public/../public/a/b", "link/cache", "link"]) {
      expect(
        () => assertOutsideOf(join(home, dir), [join(home, "other"), join(home, "public")]),
        dir,
      ).toThrow("whose files are sent to visitors");
    }
    for (const dir of ["cache", "publicity", "."]) assertOutsideOf(join(home, dir), [join(home, "public")]);
    expect(() => assertOutsideOf("/tmp/x", ["/"])).toThrow("/tmp/x");
  });
});

test("a page that was written while the clock was ahead is none once it is set right", async () => {
  const dir = newDirectory();
  const ahead = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_600_000);
  whenDone(() => ahead.mockRestore());
  const early = await open(dir);
  expect(await write(early, "a")).toBe(true);
  expect(textOf(await early.read("a"))).toBe("a");
  ahead.mockRestore();
  for (const store of [early, await open(dir)]) expect(await store.read("a")).toBeUndefined();
  expect(pagesOf(dir)).toEqual([]);
  expect(await write(early, "a", [], "later")).toBe(true);
  expect(textOf(await (await open(dir)).read("a"))).toBe("later");
});

describe("damage", () => {
  test("to any byte of a page, its end, or its name: a miss", async () => {
    const dir = newDirectory();
    const store = await open(dir);
    await write(store, "a", ["x"]);
    await write(store, "b");
    const [one = "", other = ""] = pagesOf(dir).map((file) => join(dir, file));
    const whole = readFileSync(one);
    const key = textOf(await store.read("a")) && whole.includes('"key":"a"') ? "a" : "b";
    for (let index = 0; index < whole.length; index += 3) {
      const flipped = Buffer.from(whole);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << (index % 8));
      for (const bytes of [flipped, whole.subarray(0, index), Buffer.concat([whole, flipped])]) {
        writeFileSync(one, bytes);
        expect(await store.read(key)).toBeUndefined();
      }
    }
    writeFileSync(one, whole);
    expect(await store.read(key)).toBeDefined();
    cpSync(other, one);
    expect(await store.read(key)).toBeUndefined();
    rmSync(one, { force: true });
    mkdirSync(one);
    expect(await store.read(key)).toBeUndefined();
  });

  test("to any byte of the invalidations: never a page that was invalid", async () => {
    const dir = newDirectory();
    const store = await open(dir);
    await write(store, "invalid", ["x"]);
    await store.invalidate({ kind: "tag", tag: "x" });
    await write(store, "valid");
    const [file = ""] = filesOf(dir).filter((name) => name.endsWith("invalidations"));
    const whole = readFileSync(join(dir, file));
    const copy = newDirectory();
    for (let index = 0; index < whole.length; index++) {
      for (const bytes of [
        whole.subarray(0, index),
        Buffer.from(whole).fill((whole[index] ?? 0) ^ 1, index, index + 1),
      ]) {
        // Cut between two lines it is whole, only shorter. That takes more than an accident: lines are synced.
        if (bytes.length === 0 || bytes.toString().endsWith("}\n")) continue;
        cpSync(dir, copy, { recursive: true });
        writeFileSync(join(copy, file), bytes);
        expect(await (await open(copy)).read("invalid"), `byte ${index}`).toBeUndefined();
      }
    }
    rmSync(join(dir, file));
    expect(await (await open(dir)).read("invalid")).toBeUndefined();
  });
});

test("thousands of invalidations are kept in bounds, and hold", { timeout: 120_000 }, async () => {
  const dir = newDirectory();
  const store = await open(dir);
  await write(store, "old", ["x"]);
  await store.invalidate({ kind: "tag", tag: "x" });
  await write(store, "new", ["y"]);
  for (let round = 0; round < 310; round++) {
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => store.invalidate({ kind: "tag", tag: `${index}` })),
    );
  }
  const [file = ""] = filesOf(dir).filter((name) => name.endsWith("invalidations"));
  expect(readFileSync(join(dir, file), "utf8").split("\n").length).toBeLessThan(5000);
  const again = await open(dir);
  expect(await again.read("old")).toBeUndefined();
  expect(textOf(await again.read("new"))).toBe("new");
});

/** A process that writes pages and invalidates as fast as it can, saying what is done, until it is killed. */
const BUSY = `
const { fileStore } = await import(${JSON.stringify(`${repository}/packages/runtime/src/cache/stores/file.ts`)});
const { testPage } = await import(${JSON.stringify(`${repository}/packages/runtime/src/cache/test-pages.ts`)});
const store = fileStore({ dir: process.argv[1] });
await store.open("build-1");
const from = Number(process.argv[2]);
for (let number = from; ; number++) {
  const key = String(number);
  await Promise.all([0, 1, 2].map((part) =>
    store.write(key + "/" + part, testPage({ tags: ["t" + number], text: (key + " ").repeat(5000) }), store.clock())));
  if (number % 2) await store.invalidate({ kind: "tag", tag: "t" + number });
  console.log("done " + number);
}`;

test("kill -9 at any time: what was stored is there and whole, and nothing invalid comes back", async () => {
  const dir = newDirectory();
  const done: number[] = [];
  for (let run = 0; run < 8; run++) {
    const from = 10_000 * run;
    const busy = startProcess(bunProgram, ["-e", BUSY, dir, String(from)], { cwd: dir });
    await until(() => busy.log().includes("done"), { what: "the first pages" });
    await Bun.sleep(20 + 17 * run);
    process.kill(busy.pid, "SIGKILL");
    await busy.exited;
    for (const [, number] of busy.log().matchAll(/^done (\d+)$/gm)) done.push(Number(number));
    const store = await open(dir);
    for (const number of done) {
      for (const part of [0, 1, 2]) {
        const text = textOf(await store.read(`${number}/${part}`));
        if (number % 2) expect(text, `${number} was invalidated`).toBeUndefined();
        else expect(text === `${number} `.repeat(5000), `${number} is torn or lost`).toBe(true);
      }
    }
  }
  // Each run begins with an even number, whose pages outlive all runs after it.
  expect(done.filter((number) => number % 2 === 0).length).toBeGreaterThanOrEqual(8);
  await until(() => filesOf(dir).every((file) => !file.endsWith(".tmp")), { what: "no unfinished files" });
});

/** A small file system of the test's own, or the reason why there is none: only root may mount one. */
function mountSmall(size: string): { dir?: string; why: string } {
  const dir = newDirectory();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", dir], {
    encoding: "utf8",
  });
  if (mounted.status !== 0) return { why: mounted.stderr || String(mounted.error) };
  whenDone(() => {
    spawnSync("umount", ["-l", dir]);
  });
  return { dir, why: "" };
}

describe("a disk", () => {
  test("that is slower than the pages come: the rest is not stored, and nothing fails", async () => {
    const store = await open(newDirectory());
    const keys = Array.from({ length: 200 }, (_, number) => `/${number}`);
    const stored = await Promise.all(keys.map((key) => write(store, key)));
    expect(stored.filter(Boolean)).toHaveLength(64);
    expect(await write(store, "later")).toBe(true);
    const found = await Promise.all(keys.map(async (key) => (await store.read(key)) !== undefined));
    expect(found).toEqual(stored);
  });

  test("that is full: writes fail, what is there is read, an invalidation holds", async (context) => {
    const { dir, why } = mountSmall("1m");
    if (!dir) return context.skip(why);
    const store = await open(dir);
    await write(store, "a", ["x"]);
    await write(store, "b");
    writeFileSync(join(dir, "filler"), new Uint8Array(300_000));
    await failing(async () => {
      for (let number = 0; number < 50; number++)
        await write(store, `more ${number}`, [], "x".repeat(100_000));
    });
    expect(filesOf(dir).filter((file) => file.endsWith(".tmp"))).toEqual([]);
    expect(textOf(await store.read("a"))).toBe("a");
    const left = spawnSync("dd", ["if=/dev/zero", `of=${join(dir, "rest")}`, "bs=4096"]);
    expect(left.status).not.toBe(0);
    await store.invalidate({ kind: "tag", tag: "x" });
    expect(await store.read("a")).toBeUndefined();
    expect(await (await open(dir)).read("a")).toBeUndefined();
    rmSync(join(dir, "rest"));
    rmSync(join(dir, "filler"));
    expect(await write(store, "a")).toBe(true);
  });

  test("that is read-only: what is there is read, writes and invalidations say that they failed", async (context) => {
    const { dir, why } = mountSmall("4m");
    if (!dir) return context.skip(why);
    await write(await open(dir), "a", ["x"]);
    const remounted = spawnSync("mount", ["-o", "remount,ro", dir], { encoding: "utf8" });
    if (remounted.status !== 0) return context.skip(remounted.stderr);
    const store = await open(dir);
    expect(textOf(await store.read("a"))).toBe("a");
    await failing(() => write(store, "b"));
    await failing(() => store.invalidate({ kind: "tag", tag: "x" }));
    expect(await store.read("a"), "in this process it holds").toBeUndefined();
    const empty = await open(dir, "another build");
    expect(await empty.read("a")).toBeUndefined();
    await failing(() => write(empty, "a"));
  });
});

test("a user without rights: no page, and an error that says where", async () => {
  const dir = mkdtempSync(join(tmpdir(), "bunsen-cache-"));
  whenDone(() => rmSync(dir, { recursive: true }));
  chmodSync(dir, 0o555);
  const script = `
    const { fileStore } = await import(${JSON.stringify(`${repository}/packages/runtime/src/cache/stores/file.ts`)});
    const { testPage } = await import(${JSON.stringify(`${repository}/packages/runtime/src/cache/test-pages.ts`)});
    // Only now: nobody may not read the repository everywhere.
    if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534); }
    const store = fileStore({ dir: process.argv[1] });
    await store.open("build-1");
    console.log("read", await store.read("a"));
    console.log("write", await store.write("a", testPage(), 0).catch((error) => error.code + " " + error.message));`;
  const { output } = await runProcess(bunProgram, ["-e", script, dir], { cwd: dir });
  expect(output).toContain("read undefined");
  expect(output).toContain(`CACHE_STORE_UNAVAILABLE The cache store at ${dir} cannot be used: EACCES`);
});
