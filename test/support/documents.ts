import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp, moveOutside, runBunsen } from "./build.ts";
import { type AppFiles, writeApp } from "./fixture.ts";
import { repository } from "./paths.ts";
import { runProcess } from "./process.ts";
import { runVitest } from "./vitest.ts";

/** A code block of a document. */
export interface Snippet {
  /** Relative to the repository. */
  document: string;
  /** Of the block's fence, from 1. */
  line: number;
  /** The first word behind the fence: `tsx`, `sh`, `nginx`. */
  language: string;
  /** What else stands behind the fence, such as `before` for code of another framework. */
  note: string;
  /** The file that the first line names, as in `// src/server.ts`. */
  file: string | undefined;
  /** Without the line that names the file. */
  code: string;
}

/** Markdown files that users and contributors read, relative to the repository. */
export function documents(): string[] {
  return [
    "README.md",
    "CONTRIBUTING.md",
    "AGENTS.md",
    "SECURITY.md",
    "packages/vite/README.md",
    "packages/vite/AGENTS.md",
    "packages/runtime/README.md",
    "packages/create-bunsen/README.md",
    ...globSync("docs/**/*.md", { cwd: repository }).sort(),
  ];
}

/** The text of a document. */
export function textOf(document: string): string {
  return readFileSync(join(repository, document), "utf8");
}

/** The code blocks of a document, in order. */
export function snippetsOf(document: string): Snippet[] {
  const text = textOf(document);
  const blocks = text.matchAll(/^( *)```(\w+) ?(.*)\n([\s\S]*?)^\1```$/gm);
  return [...blocks].map(({ index, 1: indent = "", 2: language = "", 3: note = "", 4: indented = "" }) => {
    const body = indented.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const file = /^(?:\/\/|#|\/\*) ([\w.@[\]/-]+\.\w+)(?: \*\/)?\n/.exec(body);
    return {
      document,
      line: text.slice(0, index).split("\n").length,
      language,
      note,
      file: file?.[1],
      code: file ? body.slice(file[0].length) : body,
    };
  });
}

/** Languages whose snippets are files of an app. */
const OF_APPS = new Set(["ts", "tsx", "css"]);

/** Files that an app has one of, and that several documents show parts of. */
const SHOWN_OFTEN = new Set(["src/server.ts", "vite.config.ts"]);

/**
 * The app that documents describe together. What they say a second time of a file that an app has one of is kept beside
 * it, to be type-checked.
 *
 * @throws an Error for a snippet that does not name its file, and for a file that is told twice
 */
export function appOf(...names: string[]): AppFiles {
  const files: AppFiles = {};
  const snippets = names.flatMap(snippetsOf).filter(({ language }) => OF_APPS.has(language));
  for (const { document, line, note, file, code } of snippets) {
    if (note === "before") continue;
    if (file === undefined) throw new Error(`${document}:${line} does not say which file it is.`);
    if (files[file] === undefined) files[file] = code;
    else if (SHOWN_OFTEN.has(file)) files[`variants/${document.replaceAll("/", "-")}-${line}.ts`] = code;
    else throw new Error(`${document}:${line} shows ${file}, which another snippet has shown.`);
  }
  return files;
}

const TSCONFIG = {
  extends: join(repository, "tsconfig.base.json"),
  compilerOptions: { noEmit: true, types: ["bun-types", "vite/client"] },
  include: ["src", "tests", "*.ts", "variants", ".bunsen/*.d.ts"],
};

/**
 * Builds an app that must build and type-check.
 * @returns the directory above its `dist`
 */
export async function buildTyped(files: AppFiles): Promise<string> {
  const app = writeApp({ ...files, "tsconfig.json": JSON.stringify(TSCONFIG) });
  const built = await buildApp(app);
  if (built.code !== 0) throw new Error(`The snippets do not build:\n${built.output}`);
  await checkTypes(app);
  if (Object.keys(files).some((file) => file.startsWith("tests/"))) {
    const tests = await runVitest(app);
    if (tests.code !== 0) throw new Error(`The tests of the snippets fail:\n${tests.output}`);
  }
  return moveOutside(app);
}

/** Type-checks an app without building it. */
export async function typeCheck(files: AppFiles): Promise<void> {
  const app = writeApp({ ...files, "tsconfig.json": JSON.stringify(TSCONFIG) });
  const generated = await runBunsen(app, ["types"]);
  if (generated.code !== 0) throw new Error(`The snippets have no types:\n${generated.output}`);
  await checkTypes(app);
}

async function checkTypes(app: string): Promise<void> {
  const tsc = join(repository, "node_modules/.bin/tsc");
  const types = await runProcess(tsc, ["-p", app], { cwd: app });
  if (types.code !== 0) throw new Error(`The snippets do not type-check:\n${types.output}`);
}
