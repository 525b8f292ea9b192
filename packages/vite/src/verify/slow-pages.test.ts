import { expect, test } from "vitest";
import type { Manifest } from "../manifest/types.ts";
import { scanPages } from "../routes/scan.ts";
import { slowestPages } from "./slow-pages.ts";

const { table } = scanPages(["index.tsx", "blog/[slug].tsx"], { directory: "src/pages" });
const manifest: Manifest = {
  format: "bunsen.manifest",
  formatVersion: 1,
  buildId: "",
  app: "app@1.0.0",
  base: "/",
  pagesDirectory: "src/pages",
  versions: {},
  packages: [],
  files: [],
  routes: [
    {
      id: "/blog/[slug]",
      kind: "page",
      file: "",
      reaches: {},
      client: { files: ["client/a.js"], bytes: 9, gzip: 5 },
    },
  ],
};

test("the slowest come first, with what a browser loads for them; quick ones are left out", () => {
  const times = [
    { path: "/", milliseconds: 19.9 },
    { path: "/blog/one", milliseconds: 30 },
    { path: "/nowhere/%", milliseconds: 40 },
  ];
  expect(slowestPages(times, table, manifest)).toEqual([
    { path: "/nowhere/%", milliseconds: 40 },
    { path: "/blog/one", milliseconds: 30, client: { bytes: 9, gzip: 5 } },
  ]);
});

test("there are five at most", () => {
  const times = Array.from({ length: 9 }, (_, index) => ({
    path: `/blog/${index}`,
    milliseconds: 100 + index,
  }));
  expect(slowestPages(times, table, manifest).map(({ milliseconds }) => milliseconds)).toEqual([
    108, 107, 106, 105, 104,
  ]);
});
