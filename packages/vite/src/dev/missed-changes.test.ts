import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MissedChanges } from "./missed-changes.ts";

/** A watcher that tells nothing by itself, and what it was made to tell. */
function setUp() {
  const root = mkdtempSync(join(tmpdir(), "missed-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const events: string[] = [];
  const watched: string[] = [];
  const emitter = new EventEmitter();
  for (const name of ["add", "change", "unlink"]) {
    emitter.on(name, (file: string) => events.push(`${name} ${file.slice(root.length + 1)}`));
  }
  const watcher = Object.assign(emitter, {
    add: (path: string) => watched.push(path.slice(root.length + 1)),
  });
  const write = (path: string, text = "x") => writeFileSync(join(root, path), text);
  return { root, events, watched, emitter, write, watcher: watcher as never };
}

test("nothing is told of what was there, or was told", async () => {
  const { root, events, emitter, write, watcher } = setUp();
  mkdirSync(join(root, "src"));
  write("src/a.ts");
  const missed = new MissedChanges(watcher, [join(root, "src")]);
  await missed.look();
  write("src/b.ts");
  emitter.emit("add", join(root, "src/b.ts"));
  await missed.look();
  expect(events).toEqual(["add src/b.ts"]);
});

test("what the watcher missed is told once", async () => {
  const { root, events, watched, write, watcher } = setUp();
  mkdirSync(join(root, "src"));
  write("src/a.ts");
  write("src/b.ts");
  const missed = new MissedChanges(watcher, [join(root, "src")]);
  await missed.look();
  utimesSync(join(root, "src/a.ts"), 1, 1);
  rmSync(join(root, "src/b.ts"));
  mkdirSync(join(root, "src/new/deep"), { recursive: true });
  write("src/new/deep/c.ts");
  await missed.look();
  await missed.look();
  expect(events.sort()).toEqual(["add src/new/deep/c.ts", "change src/a.ts", "unlink src/b.ts"]);
  expect(watched.sort()).toEqual(["src/new", "src/new/deep"]);
});

test("a directory that was not there at all is found", async () => {
  const { root, events, watched, write, watcher } = setUp();
  const missed = new MissedChanges(watcher, [join(root, "src")]);
  await missed.look();
  mkdirSync(join(root, "src/pages"), { recursive: true });
  write("src/pages/index.tsx");
  await missed.look();
  expect(events).toEqual(["add src/pages/index.tsx"]);
  expect(watched.sort()).toEqual(["src", "src/pages"]);
});

test("a sign is enough for a look", async () => {
  const { root, events, emitter, write, watcher } = setUp();
  mkdirSync(join(root, "src"));
  const missed = new MissedChanges(watcher, [join(root, "src")]);
  await missed.look();
  write("src/a.ts");
  emitter.emit("raw", "rename", "a.ts", {});
  await expect.poll(() => events).toEqual(["add src/a.ts"]);
});

test("packages and hidden directories are nobody's source", async () => {
  const { root, events, write, watcher } = setUp();
  const missed = new MissedChanges(watcher, [join(root, "src")]);
  await missed.look();
  for (const name of ["node_modules", ".cache"]) {
    mkdirSync(join(root, "src", name), { recursive: true });
    write(`src/${name}/a.ts`);
  }
  await missed.look();
  expect(events).toEqual([]);
});
