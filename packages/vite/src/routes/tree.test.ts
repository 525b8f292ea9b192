import { expect, test } from "vitest";
import { scanPages } from "./scan.ts";
import { type ClientSize, formatRouteTree } from "./tree.ts";

function treeOf(files: string[], sizes: Record<string, ClientSize> = {}): string[] {
  const { table } = scanPages(files, { directory: "src/pages" });
  const paint = (_style: string, text: string) => text;
  return formatRouteTree({
    table,
    pagesDirectory: "src/pages",
    sizes: new Map(Object.entries(sizes)),
    paint,
  });
}

test("routes stand below each other as their URLs do, with companions and what wraps them", () => {
  const tree = treeOf([
    "__root.tsx",
    "index.tsx",
    "blog/[slug].tsx",
    "blog/[slug].server.ts",
    "blog/new.tsx",
    "admin/__layout.tsx",
    "admin/users/[id].json.ts",
    "admin/index.tsx",
    "404.tsx",
  ]);
  expect(tree).toEqual([
    "route               kind      file",
    "/                   page      index.tsx, in __root.tsx",
    "├─ admin            page      admin/index.tsx, in __layout.tsx",
    "│  └─ users/",
    "│     └─ [id].json  endpoint  admin/users/[id].json.ts",
    "├─ blog/",
    "│  ├─ new           page      blog/new.tsx",
    "│  └─ [slug]        page      blog/[slug].tsx + server",
    "└─ 404              error     404.tsx",
  ]);
});

test("layout groups are levels of the tree", () => {
  const tree = treeOf([
    "index.tsx",
    "(app)/__layout.tsx",
    "(app)/tasks/[id].tsx",
    "(app)/404.tsx",
    "tasks/new.tsx",
  ]);
  expect(tree).toEqual([
    "route          kind   file",
    "/              page   index.tsx",
    "├─ tasks/",
    "│  └─ new      page   tasks/new.tsx",
    "└─ (app)/             in __layout.tsx",
    "   ├─ tasks/",
    "   │  └─ [id]  page   (app)/tasks/[id].tsx",
    "   └─ 404      error  (app)/404.tsx",
  ]);
});

test("sizes stand beside the pages that have them", () => {
  const tree = treeOf(["index.tsx", "api/x.ts"], { "/": { bytes: 250_000, gzip: 80_500 } });
  expect(tree[0]).toMatch(/client +gzip$/);
  expect(tree[1]).toMatch(/^\/ .* 250 kB +80\.5 kB$/);
  expect(tree[3]).toMatch(/api\/x\.ts$/);
});

test("a pattern that looks like a property of every object is a name", () => {
  expect(treeOf(["__proto/constructor.tsx", "toString/hasOwnProperty.tsx"]).join("\n")).toContain(
    "hasOwnProperty",
  );
});
