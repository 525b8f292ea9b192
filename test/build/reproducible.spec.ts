import { createHash } from "node:crypto";
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type AppFiles, writeFiles } from "../support/fixture.ts";
import { INSPECTED } from "../support/inspected-app.ts";
import { bunProgram, repository, runDirectory } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";

/** What builds are known to get wrong: hashes of paths, names of directories, the order in which files are found. */
const APP: AppFiles = {
  ...INSPECTED,
  "src/pages/styled.tsx": `
import styles from "../card.module.css";
import { place } from "placed";
export const config = { prerender: true };
export default () => <p className={styles.card}>{place().length}</p>;
`,
  "src/card.module.css": ".card { color: red }\n",
  "src/logo.png": "not really a picture ".repeat(300),
  "node_modules/placed/package.json": '{ "name": "placed", "version": "1.0.0", "main": "index.cjs" }',
  "node_modules/placed/index.cjs": "exports.place = () => [__dirname, __filename].filter(Boolean);\n",
  ...Object.fromEntries(["b", "a", "c"].map((name) => [`public/${name}.txt`, name.repeat(2000)])),
  ...Object.fromEntries(
    ["z", "m", "é", "[id]"].map((name) => [
      `src/pages/list/${name}.tsx`,
      `export default () => <i>${name}</i>;\n`,
    ]),
  ),
  "vite.config.ts": 'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()] };\n',
};

/** A checkout with everything that a build needs in itself, as on another machine. */
function checkout(parent: string, files: AppFiles): string {
  const root = join(mkdtempSync(join(runDirectory(), "checkout-")), parent);
  linkTree(join(repository, "node_modules"), join(root, "node_modules"), (name) => name !== ".vite");
  for (const name of ["vite", "runtime"]) {
    for (const part of ["package.json", "bin", "dist"]) {
      const from = join(repository, "packages", name, part);
      if (part !== "bin" || name === "vite")
        cpSync(from, join(root, "packages", name, part), { recursive: true });
    }
  }
  writeFiles(join(root, "app"), files);
  return root;
}

/** The same files under other names: the packages are large. */
function linkTree(from: string, to: string, isWanted: (name: string) => boolean = () => true): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!isWanted(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/** Compiles the app of a checkout; the hash of every file of the output, by path. */
async function outputOf(
  root: string,
  environment: Record<string, string> = {},
): Promise<Record<string, string>> {
  const program = join(root, "packages/vite/bin/bunsen.js");
  const { code, output } = await runProcess(bunProgram, [program, "compile"], {
    cwd: join(root, "app"),
    environment,
  });
  expect(code, output).toBe(0);
  const dist = join(root, "app/dist");
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(dist.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")];
  });
  return Object.fromEntries(hashes.sort());
}

let first: Record<string, string>;
let root: string;
beforeAll(async () => {
  root = checkout("here", APP);
  first = await outputOf(root);
}, 180_000);

test("a build has the parts that are compared", () => {
  const paths = Object.keys(first);
  for (const part of [
    "bunsen.json",
    "app",
    "server/app.js",
    "server/app.js.map",
    "prerendered/styled.html",
  ]) {
    expect(paths).toContain(part);
  }
  for (const extension of [".css", ".png", ".js", ".js.map", ".js.br", ".js.gz", ".js.zst"]) {
    expect(paths.filter((path) => path.startsWith("client/assets/") && path.endsWith(extension))).not.toEqual(
      [],
    );
  }
});

test("a second build in the same place gives the same bytes, the executable's too", async () => {
  expect(await outputOf(root)).toEqual(first);
}, 120_000);

test("so does one elsewhere, under a longer path, at another time of day, with files made in another order", async () => {
  const reversed = Object.fromEntries(Object.entries(APP).reverse());
  const other = checkout("a much longer name/of another/machine's directory", reversed);
  expect(dirname(other).length).toBeGreaterThan(root.length + 20);
  const environment = { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", NODE_ENV: "development" };
  expect(await outputOf(other, environment)).toEqual(first);
}, 120_000);
