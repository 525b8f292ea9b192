import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MissedChanges } from "./missed-changes.ts";

/** A watcher that knows what it watches but tells nothing by itself, and what it was made to tell. */
function setUp(files: string[] = [], ignored = /^$/) {
  const root = mkdtempSync(join(tmpdir(), "missed-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const events: string[] = [];
  const added: string[] = [];
  const watched = new Set<string>();
  const watch = (path: string): void => {
    if (ignored.test(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) watch(join(path, name));
    else watched.add(path);
  };
  const emitter = new EventEmitter();
  for (const name of ["add", "change", "unlink"]) {
    emitter.on(name, (file: string) => events.push(`${name} ${file.slice(root.length + 1)}`));
  }
  emitter.on("unlink", (file: string) => watched.delete(file));
  const watcher = Object.assign(emitter, {
    add(path: string) {
      added.push(path.slice(root.length + 1));
      watch(path);
    },
    getWatched(): Record<string, string[]> {
      const names: Record<string, string[]> = {};
      for (const file of watched) names[dirname(file)] = [...(names[dirname(file)] ?? []), basename(file)];
      return names;
    },
  });
  const write = (path: string, text = "x") => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const file of files) write(file);
  watch(root);
  const missed = new MissedChanges(watcher as never, [join(root, "src")]);
  return { root, events, added, emitter, write, missed, watcher };
}

test("nothing is told of what was there, or was told", async () => {
  const { root, events, emitter, write, missed } = setUp(["src/a.ts"]);
  await missed.look();
  write("src/b.ts");
  emitter.emit("add", join(root, "src/b.ts"));
  await missed.look();
  expect(events).toEqual(["add src/b.ts"]);
});

test("what was written before the watcher told is not told again, though the watcher looked earlier", async () => {
  const { root, events, emitter, missed } = setUp(["src/a.ts"]);
  await missed.look();
  const stats = statSync(join(root, "src/a.ts"));
  utimesSync(join(root, "src/a.ts"), 1, 1);
  emitter.emit("change", join(root, "src/a.ts"), stats);
  await missed.look();
  expect(events).toEqual(["change src/a.ts"]);
});

test("what the watcher missed is told once", async () => {
  const { root, events, added, write, missed } = setUp(["src/a.ts", "src/b.ts"]);
  await missed.look();
  utimesSync(join(root, "src/a.ts"), 1, 1);
  rmSync(join(root, "src/b.ts"));
  write("src/c.ts");
  write("src/new/deep/d.ts");
  for (let look = 0; look < 3; look++) await missed.look();
  expect(events.sort()).toEqual([
    "add src/c.ts",
    "add src/new/deep/d.ts",
    "change src/a.ts",
    "unlink src/b.ts",
  ]);
  expect(added.sort()).toEqual(["src/c.ts", "src/new", "src/new/deep"]);
});

test("a directory that was not there at all is found", async () => {
  const { events, added, write, missed } = setUp();
  await missed.look();
  write("src/pages/index.tsx");
  await missed.look();
  expect(events).toEqual(["add src/pages/index.tsx"]);
  expect(added.sort()).toEqual(["src", "src/pages"]);
});

test("a sign is enough for a look", async () => {
  const { events, emitter, write, missed } = setUp(["src/a.ts"]);
  await missed.look();
  write("src/b.ts");
  emitter.emit("raw", "rename", "b.ts", {});
  await expect.poll(() => events).toEqual(["add src/b.ts"]);
});

test("only what a sign names is looked at, and all that is in it", async () => {
  const { root, events, emitter, write, missed } = setUp([
    "src/a/1.ts",
    "src/a/2.ts",
    "src/b/1.ts",
    "src/c/1.ts",
  ]);
  await missed.look();
  for (const file of ["a/1.ts", "a/2.ts"]) utimesSync(join(root, "src", file), 1, 1);
  write("src/new/deep/d.ts");
  rmSync(join(root, "src/b"), { recursive: true });
  rmSync(join(root, "src/c"), { recursive: true });
  emitter.emit("raw", "change", "1.ts", { watchedPath: join(root, "src/a") });
  emitter.emit("raw", "rename", "new", { watchedPath: join(root, "src") });
  emitter.emit("raw", "rename", "b", { watchedPath: join(root, "src") });
  await expect
    .poll(() => events.toSorted())
    .toEqual(["add src/new/deep/d.ts", "change src/a/1.ts", "unlink src/b/1.ts"]);
  await missed.look();
  expect(events.toSorted().slice(2)).toEqual(["change src/a/2.ts", "unlink src/b/1.ts", "unlink src/c/1.ts"]);
});

test("a sign of a watched file is one of that file, and one outside of the sources is none", async () => {
  const { root, events, emitter, write, missed } = setUp(["src/a.ts", "src/b.ts", "other/c.ts"]);
  await missed.look();
  for (const file of ["src/a.ts", "src/b.ts"]) utimesSync(join(root, file), 1, 1);
  write("other/d.ts");
  emitter.emit("raw", "rename", "d.ts", { watchedPath: join(root, "other") });
  emitter.emit("raw", "change", "a.ts", { watchedPath: join(root, "src/a.ts") });
  await expect.poll(() => events).toEqual(["change src/a.ts"]);
});

test("what the watcher ignores is told by nobody", async () => {
  const { root, events, added, write, missed } = setUp(["src/data.db", "src/a.ts"], /\.db$/);
  await missed.look();
  write("src/data.db", "changed");
  utimesSync(join(root, "src/data.db"), 1, 1);
  write("src/other.db");
  for (let look = 0; look < 3; look++) await missed.look();
  rmSync(join(root, "src/data.db"));
  await missed.look();
  expect(events).toEqual([]);
  expect(added.sort()).toEqual(["src/data.db", "src/other.db"]);
});

test("packages and hidden directories are nobody's source", async () => {
  const { events, write, missed } = setUp();
  await missed.look();
  for (const name of ["node_modules", ".cache"]) write(`src/${name}/a.ts`);
  await missed.look();
  expect(events).toEqual([]);
});
