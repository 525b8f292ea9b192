import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { whenDone } from "./cleanup.ts";
import { repository, runDirectory } from "./paths.ts";

/** Path in the app to content. */
export type AppFiles = Record<string, string>;

const EVERY_APP: AppFiles = {
  "package.json": '{ "name": "fixture", "private": true, "type": "module" }\n',
  // Its own, or Vite would take the repository's.
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "jsx": "react-jsx" } }\n',
  "vite.config.ts": 'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()] };\n',
};

/** Left out of a playground's copy: what builds and dev servers make. */
const MADE_BY_TOOLS = new Set(["dist", "node_modules", ".bunsen"]);

/** Vite's file watcher drops a change that comes within 50 ms of the last one of that file it has told of. */
const WATCHER_MILLISECONDS = 150;

/** What edited files held at first, so that each is put back with one write. */
const edited = new Map<string, string>();

/** Writes a throw-away app, with the usual Vite config unless `files` has one, and returns its directory. */
export function writeApp(files: AppFiles): string {
  const directory = newAppDirectory("app");
  writeFiles(directory, { ...EVERY_APP, ...files });
  return directory;
}

const LINK = "\0link:";

/** As content of a file: it is a symbolic link to this path, relative to the directory that it is in. */
export function linkTo(path: string): string {
  return LINK + path;
}

/** Writes or overwrites files of an app. */
export function writeFiles(directory: string, files: AppFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    if (content.startsWith(LINK)) symlinkSync(content.slice(LINK.length), file);
    else writeFileSync(file, content);
  }
}

/** A copy of a playground: its dev server has a cold cache and its files may be edited. */
export function copyPlayground(name: string): string {
  const playground = join(repository, "playground", name);
  if (!existsSync(playground)) throw new Error(`there is no playground/${name}`);
  const directory = newAppDirectory(name);
  cpSync(playground, directory, {
    recursive: true,
    filter: (source) => !MADE_BY_TOOLS.has(basename(source)),
  });
  const packages = join(playground, "node_modules");
  if (existsSync(packages)) linkPackages(packages, join(directory, "node_modules"));
  return directory;
}

/**
 * Replaces the one occurrence of `from`, and puts the file back at the end of the test.
 * @throws an Error when `from` is not there exactly once, so that an edit cannot change nothing
 */
export function editFile(file: string, from: string, to: string): void {
  const before = readFileSync(file, "utf8");
  const occurrences = before.split(from).length - 1;
  if (occurrences !== 1 || from === to) {
    throw new Error(
      `${file} holds ${JSON.stringify(from)} ${occurrences} times, and the edit needs exactly one`,
    );
  }
  writeFileSync(
    file,
    before.replace(from, () => to),
  );
  if (edited.has(file)) return;
  edited.set(file, before);
  whenDone(async () => {
    edited.delete(file);
    writeFileSync(file, before);
    await delay(WATCHER_MILLISECONDS);
  });
}

/** An empty directory inside the repository, removed at the end. */
function newAppDirectory(name: string): string {
  const apps = join(runDirectory(), "apps");
  mkdirSync(apps, { recursive: true });
  const directory = mkdtempSync(join(apps, `${name}-`));
  whenDone(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** Links package by package: a link to the directory itself would share Vite's cache in it. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (!name.startsWith(".")) symlinkSync(join(from, name), join(to, name));
  }
}
