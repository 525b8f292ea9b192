import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { OutputFile } from "@bunsen/vite";
import { beforeAll, describe, expect, test } from "vitest";
import type { Manifest, ManifestModule, ManifestRoute } from "../../packages/vite/src/manifest/types.ts";
import { buildApp, buildByProgram, moveOutside } from "../support/build.ts";
import { LOGO_BYTES, TEXTS, writeInspectedApp } from "../support/inspected-app.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { startBuilt } from "../support/serve.ts";

const config = (more: string) =>
  `import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()], ${more} };\n`;

let home: string;
let manifest: Manifest;
/** What the build returned, and where it was then. */
let output: OutputFile[];
let built: string;
beforeAll(async () => {
  const app = writeInspectedApp();
  output = await buildByProgram(app);
  built = join(app, "dist");
  home = moveOutside(app);
  manifest = readManifest(join(home, "dist"));
});

function readManifest(dist: string): Manifest {
  return JSON.parse(readFileSync(join(dist, "bunsen.json"), "utf8"));
}

function moduleOf(name: string, path: string, { packages } = manifest): ManifestModule {
  const found = packages.find((entry) => entry.name === name)?.modules.find((entry) => entry.path === path);
  if (!found) throw new Error(`the manifest has no ${name}/${path}`);
  return found;
}

function routeOf(id: string): ManifestRoute {
  const found = manifest.routes.find((route) => route.id === id);
  if (!found) throw new Error(`the manifest has no route ${id}`);
  return found;
}

/** The code of a module as its places say, joined. */
function codeOf(dist: string, side: ManifestModule["client"]): string {
  const parts = (side?.places ?? []).flatMap(({ file, ranges }) => {
    const bytes = readFileSync(join(dist, file));
    return ranges.map(([start, end]) => bytes.subarray(start, end));
  });
  return Buffer.concat(parts).toString();
}

describe("the manifest of a build", () => {
  test("says what made it", () => {
    expect(manifest).toMatchObject({ app: "inspected@1.2.3", base: "/", pagesDirectory: "src/pages" });
    const { versions } = JSON.parse(
      readFileSync(join(process.cwd(), "package.json"), "utf8"),
    ).devDependencies;
    expect(versions).toBeUndefined();
    expect(manifest.versions).toMatchObject({
      bun: "1.4.5",
      vite: "8.3.8",
      react: "19.3.1",
      "react-dom": "19.3.1",
      bunsen: "0.1.0",
    });
    expect(readFileSync(join(home, "dist/server/app.js"), "utf8")).toContain(manifest.buildId);
  });

  test("names the packages with versions and licences, each on its sides", () => {
    const found = manifest.packages.map(({ name, version, license, copies, modules }) => {
      const sides = (["client", "server"] as const).filter((side) => modules.some((module) => module[side]));
      return [`${name}@${version}`, license, sides.join(), copies];
    });
    expect(found).toEqual(
      expect.arrayContaining([
        ["inspected@1.2.3", "MIT", "client,server", undefined],
        ["greeter@2.0.1", "MIT OR Apache-2.0", "client,server", undefined],
        ["ledger@0.1.0-beta.1+build", "SEE LICENSE IN LICENSE.txt", "server", undefined],
        ["react-dom@19.3.1", "MIT", "client,server", undefined],
        [
          "shout@1.0.0",
          "ISC",
          "client,server",
          ["node_modules/greeter/node_modules/shout", "node_modules/shout"],
        ],
      ]),
    );
  });

  test.each([
    ["inspected", "src/pages/index.tsx", "client", TEXTS.page],
    ["inspected", "src/pages/index.tsx", "server", TEXTS.page],
    ["inspected", "src/pages/__root.tsx", "client", TEXTS.root],
    ["inspected", "src/pages/index.server.ts", "server", TEXTS.companion],
    ["inspected", "src/pages/api/things.ts", "server", TEXTS.endpoint],
    ["inspected", "src/lazy.ts", "client", TEXTS.lazy],
    ["inspected", "src/worker.ts", "client", TEXTS.worker],
    ["greeter", "greeting.js", "client", TEXTS.greeter],
    ["ledger", "index.js", "server", TEXTS.ledger],
    ["shout", "index.js", "client", TEXTS.shout],
    ["@bunsen/vite", "virtual:bunsen/build", "server", "immutable"],
  ] as const)("tells to the byte where %s/%s is on the %s", (name, path, side, text) => {
    const code = codeOf(join(home, "dist"), moduleOf(name, path)[side]);
    expect(code).toContain(text);
    for (const other of Object.values(TEXTS)) if (other !== text) expect(code).not.toContain(other);
  });

  test("leaves nothing of a file unaccounted for, and nothing twice", () => {
    const ranges = new Map<string, [number, number][]>();
    for (const { modules } of manifest.packages) {
      for (const { client, server } of modules) {
        for (const place of [...(client?.places ?? []), ...(server?.places ?? [])]) {
          ranges.set(place.file, [...(ranges.get(place.file) ?? []), ...place.ranges]);
        }
      }
    }
    const files = manifest.files.filter(({ glue }) => glue !== undefined);
    expect(files.map(({ path }) => path)).toContain("server/app.js");
    for (const { path, bytes, glue = 0 } of files) {
      const found = (ranges.get(path) ?? []).sort(([a], [b]) => a - b);
      for (const [index, [start]] of found.entries())
        expect(start).toBeGreaterThanOrEqual(found[index - 1]?.[1] ?? 0);
      expect(
        found.reduce((sum, [start, end]) => sum + end - start, glue),
        path,
      ).toBe(bytes);
      expect(glue, path).toBeLessThan(Math.max(1000, bytes / 10));
    }
  });

  test("says who imports a module, looking through what left no code", () => {
    expect(moduleOf("greeter", "greeting.js").client?.importers).toEqual([
      "inspected@1.2.3/src/pages/index.tsx",
    ]);
    expect(moduleOf("ledger", "index.js").server?.importers).toEqual([
      "inspected@1.2.3/src/pages/index.server.ts",
    ]);
    expect(moduleOf("inspected", "src/lazy.ts").client?.dynamicImporters).toEqual([
      "inspected@1.2.3/src/pages/index.tsx",
    ]);
    expect(moduleOf("inspected", "src/pages/api/things.ts").server?.external).toEqual(["bun:sqlite"]);
  });

  test("says what a module imports and exports", () => {
    const page = moduleOf("inspected", "src/pages/index.tsx");
    expect(page.client?.imports).toEqual(
      expect.arrayContaining(["greeter@2.0.1/greeting.js", "inspected@1.2.3/src/lazy.ts"]),
    );
    expect(page.client?.exports).toEqual(["default"]);
    expect(moduleOf("inspected", "src/pages/api/things.ts").server?.exports).toEqual(["GET"]);
    const entries = manifest.files.filter(({ path }) => path === "server/app.js");
    expect(entries.flatMap(({ exports = [] }) => exports)).toEqual(expect.arrayContaining(["app", "serve"]));
  });

  test("is one of the files that build() returns", () => {
    const path = (file: OutputFile) => relative(built, file.path);
    const found = readdirSync(join(home, "dist"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(home, "dist"), join(entry.parentPath, entry.name)));
    expect(output.map(path)).toEqual(found.sort());
    for (const { path: name, bytes, hash } of manifest.files) {
      expect(output.find((file) => path(file) === name)).toMatchObject({ size: bytes, hash });
    }
    const kindsOf = (pattern: RegExp) => [
      ...new Set(output.filter((file) => pattern.test(path(file))).map(({ kind }) => kind)),
    ];
    expect(kindsOf(/^server\/(index|app)\.js$/)).toEqual(["entry"]);
    expect(kindsOf(/^client\/assets\/index-[^/]*\.js$/)).toEqual(["entry"]);
    expect(kindsOf(/^client\/assets\/lazy-[^/]*\.js$/)).toEqual(["chunk"]);
    expect(kindsOf(/^client\/(robots\.txt|assets\/[^/]*\.(css|png))$/)).toEqual(["asset"]);
    expect(kindsOf(/^prerendered\/.*\.html$/)).toEqual(["page"]);
    expect(kindsOf(/\.(br|gz|zst)$/)).toEqual(["compressed"]);
    expect(kindsOf(/\.map$/)).toEqual(["sourcemap"]);
    expect(kindsOf(/^bunsen\.json$/)).toEqual(["manifest"]);
  });

  test("knows images and stylesheets as modules", () => {
    expect(moduleOf("inspected", "src/logo.png").client?.bytes).toBeGreaterThanOrEqual(LOGO_BYTES);
    const styles = moduleOf("inspected", "src/styles.css").client;
    const sheet = manifest.files.find(({ path }) => path === styles?.places[0]?.file);
    expect(sheet?.path).toMatch(/\.css$/);
    expect(styles?.bytes).toBe(sheet?.bytes);
  });

  test("has the hashes that ETags are made of", async () => {
    const server = await startBuilt(home);
    const script = manifest.files.find(({ url }) => url?.endsWith(".js"));
    const identity = { headers: { "accept-encoding": "identity" } };
    for (const file of [script, manifest.files.find(({ path }) => path === "client/robots.txt")]) {
      const response = await server.fetch(file?.url ?? "", identity);
      expect(response.headers.get("etag")).toBe(`"${file?.hash}"`);
      expect(file?.bytes).toBe((await response.bytes()).byteLength);
    }
    expect(manifest.files.find(({ path }) => path === "client/robots.txt")).toMatchObject({
      published: true,
    });
  });

  test("describes a page: its files, what it reaches, what a browser loads, its config", () => {
    const page = routeOf("/");
    expect(page).toMatchObject({
      kind: "page",
      file: "inspected@1.2.3/src/pages/index.tsx",
      server: "inspected@1.2.3/src/pages/index.server.ts",
      wrappers: [{ file: "inspected@1.2.3/src/pages/__root.tsx" }],
      config: { values: { renderTimeout: 10, maxRequestBodyMB: 1 } },
    });
    expect(page.reaches.server?.packages).toEqual(expect.arrayContaining(["ledger@0.1.0-beta.1+build"]));
    expect(page.reaches.client?.packages).not.toContain("ledger@0.1.0-beta.1+build");
    expect(page.reaches.client?.modules).toEqual(
      expect.arrayContaining(["inspected@1.2.3/src/lazy.ts", "inspected@1.2.3/src/pages/index.tsx"]),
    );
    const sent = manifest.files.filter(({ path }) => page.client?.files.includes(path));
    expect(page.client?.bytes).toBe(sent.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(page.client?.gzip).toBe(
      sent.reduce((sum, { bytes, encodings }) => sum + (encodings?.gzip ?? bytes), 0),
    );
    expect(page.client?.files.some((file) => file.includes("lazy"))).toBe(false);
  });

  test("describes a page without scripts, and what is known only at run time", () => {
    const page = routeOf("/plain");
    expect(page.client?.files.every((file) => file.endsWith(".css"))).toBe(true);
    expect(page.prerendered).toEqual(["prerendered/plain.html"]);
    expect(page.config).toEqual({
      values: { hydrate: false, prerender: true, renderTimeout: 10 },
      atRunTime: ["maxRequestBodyMB"],
    });
  });

  test("describes an endpoint", () => {
    const endpoint = routeOf("/api/things");
    expect(endpoint).toMatchObject({ kind: "endpoint", file: "inspected@1.2.3/src/pages/api/things.ts" });
    expect(endpoint.client).toBeUndefined();
    expect(Object.keys(endpoint.reaches)).toEqual(["server"]);
  });

  test("is not served", async () => {
    const server = await startBuilt(home);
    const paths = ["/bunsen.json", "/public/bunsen.json", "/../bunsen.json", "/assets/../../bunsen.json"];
    for (const target of [...paths, "/%2e%2e/bunsen.json", "/..%2fbunsen.json", "/client/../bunsen.json"]) {
      const response = await getRaw(server, target);
      expect([400, 404], target).toContain(response.status);
      expect(rawText(response), target).not.toContain(manifest.format);
    }
  });

  test("says nothing of the machine", () => {
    const text = readFileSync(join(home, "dist/bunsen.json"), "utf8");
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain("/apps/");
  });
});

describe("the manifest is as exact", () => {
  test("where no source maps are wanted, and leaves none behind", async () => {
    const options = "build: { sourcemap: false, cssCodeSplit: false }";
    const directory = writeInspectedApp({ "vite.config.ts": config(options) });
    const { code, output } = await buildApp(directory);
    expect(code, output).toBe(0);
    const dist = join(directory, "dist");
    const maps = readdirSync(join(dist, "client"), { recursive: true, encoding: "utf8" });
    expect(maps.filter((path) => path.endsWith(".map"))).toEqual([]);
    const found = readManifest(dist);
    expect(codeOf(dist, moduleOf("inspected", "src/pages/index.tsx", found).client)).toContain(TEXTS.page);
    expect(codeOf(dist, moduleOf("inspected", "src/worker.ts", found).client)).toContain(TEXTS.worker);
    expect(moduleOf("inspected", "src/styles.css", found).client?.bytes).toBeGreaterThan(1000);
  });

  test("with inline source maps, unminified code, a base and directories of one's own", async () => {
    const options =
      'base: "/under/", build: { outDir: "out", assetsDir: "a/b", minify: false, sourcemap: "inline" }';
    const directory = writeInspectedApp({ "vite.config.ts": config(options) });
    const { code, output } = await buildApp(directory);
    expect(code, output).toBe(0);
    const dist = join(directory, "out");
    const found = readManifest(dist);
    expect(found.base).toBe("/under/");
    expect(codeOf(dist, moduleOf("inspected", "src/pages/index.tsx", found).client)).toContain(TEXTS.page);
    expect(moduleOf("inspected", "src/styles.css", found).client?.bytes).toBeGreaterThan(1000);
  });
});
