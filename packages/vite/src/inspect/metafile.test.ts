import { expect, test } from "vitest";
import type { Manifest, ManifestModule, ModuleSide } from "../manifest/types.ts";
import { toMetafile } from "./metafile.ts";

const side = (file: string, importers: string[] = []): ModuleSide => ({
  bytes: 5,
  places: [{ file, ranges: [], bytes: 5 }],
  importers,
});
const module = (path: string, client?: ModuleSide, server?: ModuleSide): ManifestModule => ({
  path,
  id: "00000000",
  client,
  server,
});
const manifestOf = (packages: Manifest["packages"], files: string[]): Manifest => ({
  format: "bunsen.manifest",
  formatVersion: 1,
  buildId: "",
  app: "app@1.0.0",
  base: "/",
  pagesDirectory: "",
  versions: {},
  packages,
  files: files.map((path) => ({ path, bytes: 100, hash: "" })),
  routes: [],
});

test("names that every object has are names", () => {
  const names = ["constructor", "__proto__", "toString"];
  const packages = names.map((name) => ({
    name,
    version: "1.0.0",
    modules: names.map((path) => module(path, side(path, ["constructor@1.0.0/constructor"]))),
  }));
  const { inputs, outputs } = JSON.parse(JSON.stringify(toMetafile(manifestOf(packages, names.slice(0, 2)))));
  expect(Object.keys(outputs)).toEqual(["constructor", "__proto__"]);
  expect(Object.keys(inputs)).toHaveLength(9);
  expect(outputs.constructor.inputs["node_modules/toString/constructor"]).toEqual({ bytesInOutput: 5 });
});

test("two versions of a package are two, and what both sides import is one import", () => {
  const importer = "app@1.0.0/page.tsx";
  const packages = [
    {
      name: "app",
      version: "1.0.0",
      modules: [module("page.tsx", side("client/a.js"), side("server/app.js"))],
    },
    ...["1.0.0", "2.0.0"].map((version) => ({
      name: "twice",
      version,
      modules: [module("index.js", side("client/a.js", [importer]), side("server/app.js", [importer]))],
    })),
  ];
  const { inputs, outputs } = toMetafile(manifestOf(packages, ["client/a.js", "server/app.js"]));
  expect(inputs["page.tsx"]?.imports).toEqual([
    { path: "node_modules/twice@1.0.0/index.js", kind: "import-statement" },
    { path: "node_modules/twice@2.0.0/index.js", kind: "import-statement" },
  ]);
  expect(inputs["node_modules/twice@2.0.0/index.js"]?.bytes).toBe(10);
  expect(Object.keys(outputs["server/app.js"]?.inputs ?? {})).toHaveLength(3);
});
