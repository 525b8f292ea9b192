import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { casesOf, filesOf } from "../../ecosystem/cases.ts";
import { openPage } from "../support/browser.ts";
import { buildAlone, buildApp, builtPlayground, compileApp, moveOutside } from "../support/build.ts";
import { buildErrors } from "../support/build-errors.ts";
import { type AppFiles, linkTo, writeApp } from "../support/fixture.ts";
import { describeModes } from "../support/modes.ts";
import { repository } from "../support/paths.ts";
import { startBinary, startBuilt, startDev } from "../support/serve.ts";

interface Files {
  urls: Record<"logo" | "model" | "noteUrl" | "pixel" | "sumUrl", string>;
  serverOnly: string;
}

const DATA = join(repository, "playground/packages/src/data");

describeModes("packages", (app) => {
  const ask = async (path: string): Promise<unknown> => {
    const response = await app.fetch(path);
    expect(response.status, path).toBe(200);
    return response.json();
  };

  test("an import of data is an object, of text a string", async () => {
    expect(await ask("/api/files")).toMatchObject({
      site: { title: "Packages", day: "2026-01-02", owner: { name: "Bunsen" } },
      menu: {
        items: [
          { label: "Home", path: "/" },
          { label: "About", path: "/about" },
        ],
      },
      theme: { dark: true, radius: 0.5 },
      plain: { plain: [1, 2, 3] },
      note: readFileSync(join(DATA, "note.txt"), "utf8"),
      rawSite: readFileSync(join(DATA, "site.toml"), "utf8"),
    });
  });

  test.each([
    ["logo", "logo.png", "image/png"],
    ["model", "model.glb", "model/gltf-binary"],
    ["serverOnly", "server-only.dat", "application/octet-stream"],
    ["noteUrl", "note.txt", "text/plain"],
    ["sumUrl", "sum.wasm", "application/wasm"],
    ["pixel", "pixel.gif", "image/gif"],
  ] as const)("%s is a URL of the file's bytes", async (name, file, type) => {
    const { urls, serverOnly } = (await ask("/api/files")) as Files;
    const url = name === "serverOnly" ? serverOnly : urls[name];
    const response = url.startsWith("data:") ? await fetch(url) : await app.fetch(url);
    expect(response.status, url).toBe(200);
    if (app.mode !== "dev") expect(response.headers.get("content-type")).toContain(type);
    expect(Buffer.from(await response.arrayBuffer()).equals(readFileSync(join(DATA, file)))).toBe(true);
  });

  test("a URL of a file in a module that browsers have is the one they load it by, on both sides", async () => {
    // The server has the module before a page needs it.
    await ask("/api/picture");
    const { page, expectQuietConsole } = await openPage(app, "/urls");
    await page.locator("main[data-ready=true]").waitFor();
    const images = await page.locator("img").evaluateAll((elements) =>
      elements.map((image) => ({
        src: image.getAttribute("src"),
        alt: image.getAttribute("alt"),
        width: (image as HTMLImageElement).naturalWidth,
      })),
    );
    const [object, template, nested] = images;
    expect(object).toEqual({
      src: expect.stringMatching(/^(\/|data:)/),
      alt: object?.src,
      width: expect.any(Number),
    });
    expect(object?.width).toBeGreaterThan(0);
    expect(template).toEqual({ src: object?.src, alt: "logo", width: object?.width });
    expect(nested).toEqual({ src: `${object?.src}?v=1`, alt: "logo", width: object?.width });
    expect(await page.locator("#parts").textContent()).toBe(`||${object?.src}`);
    expectQuietConsole();
  });

  test("the browser gets the same from its imports, and has workers with WebAssembly", async () => {
    const { page, expectQuietConsole } = await openPage(app, "/");
    await expect.poll(() => page.locator("#worker").textContent()).toBe("2 + 3 = 5");
    const [server, browser] = await Promise.all([
      page.locator("#server").textContent(),
      page.locator("#browser").textContent(),
    ]);
    expect(JSON.parse(browser ?? "")).toEqual(JSON.parse(server ?? ""));
    expectQuietConsole();
  });

  test.each([
    ["zod", { good: { name: "Ada", age: 36 }, bad: false }],
    ["postgres", { port: [1], database: "none" }],
    ["openai", { baseURL: "http://localhost:1/v1", chat: "function" }],
    [
      "drizzle",
      [
        { number: 2, symbol: "He" },
        { number: 3, symbol: "Li" },
      ],
    ],
    ["argon2", { hashed: expect.stringContaining("$argon2id$"), right: true, wrong: false }],
  ])("%s works", async (name, expected) => {
    expect(await ask(`/api/packages/${name}`)).toEqual(expected);
  });

  test.each([
    ["a dynamic import", "/api/lazy", { greeting: "hello, lazily" }],
    ["a worker of the server", "/api/worker", { sum: 42, greeting: "hello, from a worker" }],
    ["WebAssembly on the server", "/api/wasm", { sum: 42 }],
    [
      "a file imported as a path and as bytes",
      "/api/imported",
      { text: "# First\n", bytes: [97, 98, 99], isPlain: true },
    ],
    ["files read by a template", "/api/texts", { first: "# First\n", second: "# Second\n" }],
    [
      "what server code makes of its own location",
      "/api/own-paths",
      {
        texts: Array.from({ length: 7 }, () => readFileSync(join(DATA, "note.txt"), "utf8")),
        names: ["own-paths.ts", "own-paths.ts"],
        wasStarted: false,
      },
    ],
    ["a file read by server code", "/api/own-file", { text: readFileSync(join(DATA, "note.txt"), "utf8") }],
  ])("%s works", async (_name, path, expected) => {
    expect(await ask(path)).toEqual(expected);
  });
});

test("the build has what it needs, and of each asset one copy", async () => {
  const dist = join(await builtPlayground("packages"), "dist");
  expect(existsSync(join(dist, "server/node_modules"))).toBe(false);
  expect(readdirSync(join(dist, "server")).sort()).not.toContain("assets");
  const logos = readdirSync(join(dist, "client/assets")).filter((name) => name.startsWith("logo"));
  expect(logos).toHaveLength(1);
});

const PAGE: AppFiles = {
  "src/pages/index.tsx": "export default () => <h1>page</h1>;\n",
};

/** Packages as they lie in `node_modules`. */
const INSTALLED: AppFiles = {
  "node_modules/reads-files/package.json":
    '{ "name": "reads-files", "version": "1.2.3", "main": "index.js" }',
  "node_modules/reads-files/index.js": `
const { readFileSync } = require("node:fs");
exports.words = () => readFileSync(require("node:path").join(__dirname, "words.txt"), "utf8");
exports.way = require("two-ways").way;
`,
  "node_modules/two-ways/package.json": JSON.stringify({
    name: "two-ways",
    version: "1.0.0",
    exports: { import: "./imported.mjs", require: "./required.cjs" },
  }),
  "node_modules/two-ways/imported.mjs": 'export const way = "imported";',
  "node_modules/two-ways/required.cjs": 'exports.way = "required";',
  "node_modules/requires/package.json": JSON.stringify({
    name: "requires",
    type: "module",
    main: "index.js",
    version: "4.5.6",
    imports: { "#inner": { node: "./inner.cjs", default: "./nowhere.cjs" } },
  }),
  "node_modules/requires/inner.cjs": 'globalThis.isInnerLoaded = true;\nexports.inner = "inner";',
  "node_modules/requires/index.js": `
import { createRequire } from "node:module";
const load = createRequire(import.meta.url);
export function attempts() {
  const before = globalThis.isInnerLoaded ?? false;
  const results = [before, load("#inner").inner, load("./package.json").version, require("two-ways").way];
  try { require("not-there"); } catch (error) { results.push(error.code); }
  return results;
}
`,
  "node_modules/by-name/package.json": '{ "name": "by-name", "version": "1.0.0", "main": "index.js" }',
  "node_modules/by-name/index.js": 'exports.needed = require("needed-by-name");',
  "node_modules/needed-by-name/package.json": '{ "name": "needed-by-name", "main": "index.js" }',
  "node_modules/needed-by-name/index.js": 'module.exports = "needed";',
  "node_modules/reads-files/words.txt": "words of its own",
  "node_modules/uses-it/package.json":
    '{ "name": "uses-it", "version": "2.0.0", "type": "module", "main": "index.js" }',
  "node_modules/uses-it/index.js":
    'export { way, words } from "reads-files";\nexport const at = import.meta.url;\n',
  "node_modules/kept/package.json": '{ "name": "kept", "version": "3.0.0", "main": "index.js" }',
  "node_modules/kept/index.js": "exports.kept = () => __filename;\n",
  // As jsdom does.
  "node_modules/resolves/package.json": '{ "name": "resolves", "version": "1.0.0", "main": "index.js" }',
  "node_modules/resolves/index.js":
    'const file = require.resolve("./part.js");\nexports.part = () => require("node:fs").existsSync(file);',
  "node_modules/resolves/part.js": 'module.exports = "a part";',
  "node_modules/prepared/package.json": JSON.stringify({
    name: "prepared",
    main: "index.js",
    optionalDependencies: { "not-there-either": "*" },
  }),
  "node_modules/prepared/index.js": `
exports.found = [];
try { require("not-there"); } catch (error) { exports.found.push(error.code); }
exports.lazy = () => require("not-there-either");
`,
};

describe("packages that have to stay files", () => {
  const files: AppFiles = {
    ...PAGE,
    ...INSTALLED,
    "package.json": JSON.stringify({
      name: "fixture",
      private: true,
      type: "module",
      dependencies: { "by-name": "*", kept: "*", linked: "*", "named-only": "*", "pino-pretty": "*" },
    }),
    "vite.config.ts": `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ external: ["kept", "by-name", "pino-pretty"], globalVars: { API: "https://api.example", LIMITS: { rows: 3 } } })] };
`,
    "src/pages/api/words.ts": `
import { kept } from "kept";
import { link } from "linked";
import { found } from "prepared";
import { attempts } from "requires";
import { part } from "resolves";
import { way, words } from "uses-it";
const UNKNOWN_TO_THE_BUILD = "named-only";
// As a logger loads its transports.
const loadByName = async (name) => (await import(/* @vite-ignore */ name)).needed;
export const GET = async () => ({
  words: words(),
  way,
  found,
  attempts: attempts(),
  part: part(),
  byName: await loadByName("by-name"),
  unknown: UNKNOWN_TO_THE_BUILD,
  link,
  kept: kept().split("/").slice(-3).join("/"),
});
`,
    ...filesOf(casesOf(new Set(["pino-pretty"]))),
    "workspace/linked/package.json": '{ "name": "linked", "version": "1.0.0", "main": "index.js" }',
    "workspace/linked/index.js": 'exports.link = "workspace";\n',
    "node_modules/linked": linkTo("../workspace/linked"),
    "src/pages/api/thumbnail.ts": `
import sharp from "sharp";
export const GET = async () => {
  const image = sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } });
  return new Response(await image.png().toBuffer(), { headers: { "content-type": "image/png" } });
};
`,
    // Its build knows nothing of the modules of the app's.
    "src/job.ts": 'self.onmessage = () => self.postMessage("done");\n',
    "src/pages/api/job.ts": `
export const GET = () => {
  const worker = new Worker(new URL("../../job.ts", import.meta.url));
  worker.terminate();
  return { done: true };
};
`,
    "src/pages/vars.tsx": `
declare const API: string;
declare const LIMITS: { rows: number };
export default () => <p>{API} {LIMITS.rows}</p>;
`,
  };

  const words = {
    words: "words of its own",
    way: "required",
    attempts: [false, "inner", "4.5.6", "required", "MODULE_NOT_FOUND"],
    byName: "needed",
    part: true,
    unknown: "named-only",
    link: "workspace",
    found: ["MODULE_NOT_FOUND"],
    kept: "node_modules/kept/index.js",
  };

  test("work in development", async () => {
    const server = await startDev(writeApp(files));
    expect(await (await server.fetch("/api/words")).json()).toEqual(words);
    expect(await (await server.fetch("/api/pino-pretty")).json()).toEqual({ value: "INFO: hi\n" });
  });

  test("are found, or named in external: [], and copied with what they need; the others are bundled", async () => {
    const home = await buildAlone(writeApp(files));
    const server = await startBuilt(home);
    expect(await (await server.fetch("/api/words")).json()).toEqual(words);
    const image = await server.fetch("/api/thumbnail");
    expect([...new Uint8Array(await image.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(await (await server.fetch("/api/pino-pretty")).json()).toEqual({ value: "INFO: hi\n" });
    const copied = readdirSync(join(home, "dist/server/node_modules"));
    expect(copied).toEqual(expect.arrayContaining(["@img", "kept", "reads-files", "sharp"]));
    expect(copied).not.toContain("uses-it");
    expect(await (await server.fetch("/vars")).text()).toMatch(/https:\/\/api\.example.*3/);
  });

  test("are named when an executable is asked for, with those in external: [] and the way out", async () => {
    const directory = writeApp(files);
    const { code, output } = await compileApp(directory);
    expect(code).toBe(1);
    expect(output).toMatch(/kept@3\.0\.0 \(named in bunsen\(\{ external \}\)\)/);
    expect(output).toMatch(
      /reads-files@1\.2\.3 \(reads files of its own\), by way of src\/pages\/api\/words\.ts → uses-it → reads-files/,
    );
    expect(output).toMatch(
      /sharp@[\d.]+ \(loads a native addon from its own directory\), by way of .* → sharp/,
    );
    expect(output).toMatch(/Run bunsen build and ship dist\/ instead/);
    const mentions = output.split("\n").filter((line) => line.includes("[NAMED_PACKAGE]"));
    expect(mentions).toEqual([expect.stringMatching(/words\.ts names the package named-only in a string/)]);
    // It says so before anything is rendered or started.
    expect(existsSync(join(directory, "dist/server/prerendered.js"))).toBe(false);
    // What is not complete does not start.
    expect(existsSync(join(directory, "dist/server/index.js"))).toBe(false);
  });
});

describe("packages that look for files which an executable can contain", () => {
  const files: AppFiles = {
    ...PAGE,
    ...INSTALLED,
    "node_modules/node-gyp-build/package.json": '{ "name": "node-gyp-build", "main": "index.js" }',
    "node_modules/node-gyp-build/index.js": `
const load = (directory) => require(load.path(directory));
load.path = (directory) => require("node:path").join(directory, "prebuilds/here/addon.node");
module.exports = load;
`,
    "node_modules/prebuilt/package.json":
      '{ "name": "prebuilt", "version": "1.0.0", "main": "lib/index.js" }',
    "node_modules/prebuilt/lib/index.js": `
const path = require("path");
const gypBuild = require("node-gyp-build");
module.exports = gypBuild(path.resolve(__dirname, ".."));
`,
    // Their install scripts did not run.
    "node_modules/unbuilt/package.json": '{ "name": "unbuilt", "version": "1.2.3", "main": "index.js" }',
    "node_modules/unbuilt/index.js": 'exports.unbuilt = () => require("node-gyp-build")(__dirname);',
    "node_modules/bindings/package.json": '{ "name": "bindings", "main": "index.js" }',
    "node_modules/bindings/index.js": 'module.exports = (name) => { throw new Error("no " + name); };',
    "node_modules/unbound/package.json": '{ "name": "unbound", "version": "1.2.3", "main": "index.js" }',
    "node_modules/unbound/index.js": 'exports.unbound = () => require("bindings")("unbound.node");',
    "node_modules/fallback/package.json": '{ "name": "fallback", "version": "1.2.3", "main": "index.js" }',
    "node_modules/fallback/index.js": `
try { module.exports = require("node-gyp-build")(__dirname); } catch (error) { module.exports = { hashSync: () => 1 }; }
`,
    "node_modules/direct/package.json":
      '{ "name": "direct", "version": "1.0.0", "type": "module", "main": "index.js" }',
    "node_modules/direct/index.js":
      'import { createRequire } from "node:module";\nexport const addon = createRequire(import.meta.url)("./direct.node");',
    "node_modules/compiled/package.json": '{ "name": "compiled", "version": "1.0.0", "main": "index.js" }',
    "node_modules/compiled/index.js": `
const path = require("path");
const bytes = require("fs").readFileSync(path.join(__dirname, "./compiled.wasm"));
exports.kind = String(new WebAssembly.Module(bytes));
`,
    // The shortest module there is.
    "node_modules/compiled/compiled.wasm": "\0asm\u0001\0\0\0",
    "node_modules/by-url/package.json":
      '{ "name": "by-url", "version": "1.0.0", "type": "module", "main": "index.js" }',
    "node_modules/by-url/profile.dat": "a profile",
    "node_modules/by-url/index.js": `
import { readFileSync } from "node:fs";
const href = new URL("./profile.dat", import.meta.url).href;
export const profile = () => readFileSync(new URL(href), "utf8");
`,
    // As TypeORM and Sequelize load the driver that an app has chosen.
    "package.json":
      '{ "name": "fixture", "private": true, "type": "module", "dependencies": { "its-driver": "*" } }',
    "node_modules/by-driver/package.json": JSON.stringify({
      name: "by-driver",
      version: "1.0.0",
      main: "index.js",
      peerDependenciesMeta: { "its-driver": { optional: true }, "another-driver": { optional: true } },
    }),
    "node_modules/by-driver/index.js": `
exports.load = (name) => {
  try { return require(name); } catch (error) { return error.code; }
};
`,
    "node_modules/its-driver/package.json": '{ "name": "its-driver", "main": "index.js" }',
    "node_modules/its-driver/index.js": 'module.exports = "the driver";',
    // As pino's thread-stream does, with what it could be overridden by.
    "node_modules/starts/package.json": '{ "name": "starts", "version": "1.0.0", "main": "lib/index.js" }',
    "node_modules/starts/lib/index.js": `
const { join } = require("node:path");
exports.start = () => {
  const file = globalThis.overridden || join(__dirname, "..", "worker.js");
  const worker = new Worker(file);
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve("no worker");
  }).finally(() => worker.terminate());
};
`,
    "node_modules/starts/worker.js": 'const { word } = require("./word.js");\npostMessage(word);',
    "node_modules/starts/word.js": 'exports.word = "from a worker";',
    "src/pages/api/started.ts":
      'import { start } from "starts";\nexport const GET = async () => ({ said: await start() });\n',
    // What Rollup makes of import.meta.url in CommonJS.
    "node_modules/wrapped/package.json": '{ "name": "wrapped", "version": "1.0.0", "main": "index.cjs" }',
    "node_modules/wrapped/index.cjs": `
const url = require("u" + "rl").pathToFileURL(__filename).href;
exports.place = typeof require("module").createRequire(url);
`,
    "src/pages/api/all.ts": `
import { load } from "by-driver";
import { attempts } from "requires";
import { profile } from "by-url";
import { kind } from "compiled";
import { addon } from "direct";
import fallback from "fallback";
import prebuilt from "prebuilt";
import { unbound } from "unbound";
import { unbuilt } from "unbuilt";
import { place } from "wrapped";
export const GET = () => ({
  attempts: attempts(),
  drivers: [load("its-driver"), load("another-driver")],
  addons: [typeof unbound, typeof unbuilt, fallback.hashSync()],
  kind, place, profile: profile(), direct: typeof addon.hashSync, prebuilt: typeof prebuilt.hashSync,
});
`,
  };

  const all = {
    attempts: [false, "inner", "4.5.6", "required", "MODULE_NOT_FOUND"],
    drivers: ["the driver", "MODULE_NOT_FOUND"],
    addons: ["function", "function", 1],
    kind: "[object WebAssembly.Module]",
    place: "function",
    profile: "a profile",
    direct: "function",
    prebuilt: "function",
  };

  /** With a real addon in their places. */
  function write(): string {
    const directory = writeApp(files);
    const addon =
      readdirSync(join(repository, "node_modules/@node-rs")).find((name) => /^argon2-/.test(name)) ?? "";
    const from = join(repository, "node_modules/@node-rs", addon);
    const source = join(from, readdirSync(from).find((name) => name.endsWith(".node")) ?? "");
    for (const target of [
      "prebuilt/prebuilds/here/addon.node",
      "prebuilt/prebuilds/there/addon.node",
      "direct/direct.node",
    ]) {
      cpSync(source, join(directory, "node_modules", target), { recursive: true });
    }
    return directory;
  }

  test("work in development", async () => {
    const server = await startDev(write());
    expect(await (await server.fetch("/api/all")).json()).toEqual(all);
    expect(await (await server.fetch("/api/started")).json()).toEqual({ said: "from a worker" });
  });

  test("are in it, and work", async () => {
    const directory = write();
    const { code, output } = await compileApp(directory);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        /node_modules\/starts\/worker\.js.*\[STARTED_SCRIPTS\]|\[STARTED_SCRIPTS\].*node_modules\/starts\/worker\.js/,
      ),
    ]);
    for (const name of ["unbound", "unbuilt"]) {
      expect(output).toMatch(
        new RegExp(
          `addon of ${name}@1\\.2\\.3 is not built.*src/pages/api/all\\.ts → ${name}\\).*\\[ADDON_MISSING\\]`,
        ),
      );
    }
    expect(output.match(/ADDON_MISSING/g)).toHaveLength(2);
    const home = moveOutside(directory);
    expect(readdirSync(join(home, "dist/server/node_modules"))).toEqual(["starts"]);
    const built = await startBuilt(home);
    expect(await (await built.fetch("/api/started")).json()).toEqual({ said: "from a worker" });
    for (const server of [built, await startBinary(home)]) {
      expect(await (await server.fetch("/api/all")).json()).toEqual(all);
    }
  });
});

test("files that a build cannot know are errors with the place", async () => {
  const mistakes: Record<string, [code: string, message: RegExp]> = {
    "computed.ts": ["(name: string) => new URL(name, import.meta.url)", /UNKNOWN_FILE/],
    "joined.ts": ['(name: string) => new URL("./texts/" + name, import.meta.url)', /UNKNOWN_FILE/],
    "directory.ts": ['() => new URL("../", import.meta.url)', /UNKNOWN_FILE/],
    "nothing.ts": [
      `(name: string) => new URL(\`./texts/\${name}.md\`, import.meta.url)`,
      /no file matches.*UNKNOWN_FILE/,
    ],
    "everything.ts": [
      `(name: string) => new URL(\`../\${name}\`, import.meta.url)`,
      /a whole package.*UNKNOWN_FILE/,
    ],
    "place.ts": [
      '() => join(import.meta.dir, "..", "data")',
      /join\(import\.meta\.dir, "\.\.", "data"\).*SOURCE_PATH/,
    ],
    "missing.ts": [
      '() => import.meta.dirname + "/nothing.json"',
      /nothing\.json", which is not there.*SOURCE_PATH/,
    ],
    "sources.ts": ["() => __dirname", /__dirname, which is a directory.*SOURCE_PATH/],
    "database.ts": ['() => join(__dirname, "app.db")', /which is a database.*SOURCE_PATH/],
    "written.ts": ['() => writeFileSync(join(__dirname, "note.txt"), "")', /also writes files.*SOURCE_PATH/],
    "url.ts": ["() => import.meta.url", /import\.meta\.url, whose use.*SOURCE_PATH/],
    "required.ts": ['() => import.meta.require("zod")', /import\.meta\.require.*IMPORT_META/],
    "resolved.ts": ['() => import.meta.resolve("zod")', /import\.meta\.resolve.*IMPORT_META/],
  };
  const modules = Object.entries(mistakes).map(([name, [code]]) => [
    `src/${name}`,
    `import { join, writeFileSync } from "./own.ts";\nexport const url = ${code};\n`,
  ]);
  const imports = Object.keys(mistakes).map(
    (name, index) => `import { url as url${index} } from "../../${name}";\n`,
  );
  const directory = writeApp({
    ...PAGE,
    ...Object.fromEntries(modules),
    "src/own.ts": 'export { writeFileSync } from "node:fs";\nexport { join } from "node:path";\n',
    "src/app.db": "",
    "src/note.txt": "",
    "src/pages/api/urls.ts": `${imports.join("")}export const GET = () => [${imports.map((_, index) => `url${index}`)}].length;\n`,
  });
  const errors = await buildErrors(directory);
  for (const [name, [, message]] of Object.entries(mistakes)) {
    expect(
      errors.find((error) => error.includes(`src/${name}:2 `)),
      name,
    ).toMatch(message);
  }
});

test("a name in external that is not installed is refused", async () => {
  const config = `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ external: ["nowhere"] })] };
`;
  const { code, output } = await buildApp(writeApp({ ...PAGE, "vite.config.ts": config }));
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/"nowhere", which nothing imports.*\[EXTERNAL\]/),
  ]);
});

test.each([
  [
    "a package that is not installed",
    'import x from "not-there";',
    /index\.ts.*"not-there".*is not installed/,
  ],
  [
    "a file that is not there",
    'import x from "../nowhere";',
    /src\/pages\/api\/index\.ts imports "\.\.\/nowhere", but there is no such file.*\[UNRESOLVED\]/,
  ],
  [
    "a part that a package does not have",
    'import x from "react/nothing";',
    /"react\/nothing".*nothing under that name/,
  ],
  [
    "data that does not parse",
    'import x from "../../broken.toml";',
    /src\/broken\.toml:2 cannot be imported.*TOML.*\[INVALID_DATA\][\s\S]*2 \| = nothing/,
  ],
  [
    "JSON that does not parse",
    'import x from "../../broken.json";',
    /src\/broken\.json:2 cannot be imported.*JSON.*\[INVALID_DATA\][\s\S]*2 \| {3}"b" 2/,
  ],
])("%s fails the build, with who imports it and why", async (_name, line, message) => {
  const directory = writeApp({
    ...PAGE,
    "src/broken.toml": "# a comment\n= nothing",
    "src/broken.json": '{ "a": 1,\n  "b" 2 }',
    "src/pages/api/index.ts": `${line}\nexport const GET = () => x;\n`,
  });
  const { code, output } = await buildApp(directory);
  expect(code).toBe(1);
  expect(output).toMatch(message);
});

test.each([
  [{ external: "sharp" }, /external.*an array of package names/],
  [{ globalVars: { "a-b": 1 } }, /"a-b".*not an identifier/],
])("the options %j are refused", async (options, message) => {
  const config = `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen(${JSON.stringify(options)})] };
`;
  const { code, output } = await buildApp(writeApp({ ...PAGE, "vite.config.ts": config }));
  expect([code, output]).toEqual([1, expect.stringMatching(message)]);
});

test("data with .server in its name stays on the server", async () => {
  const directory = writeApp({
    "src/pages/index.tsx":
      'import keys from "../keys.server.yaml";\nexport default () => <p>{keys.secret}</p>;\n',
    "src/keys.server.yaml": "secret: 1\n",
  });
  const { code, output } = await buildApp(directory);
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/src\/keys\.server\.yaml cannot reach the browser/),
  ]);
});
