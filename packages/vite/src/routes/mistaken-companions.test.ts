import { describe, expect, it } from "vitest";
import { scanPages } from "./scan.ts";

const DIRECTORY = "src/pages";

function scan(files: string[]) {
  return scanPages(files, { directory: DIRECTORY, extensions: [".mdx"] });
}

describe("a server file that no page uses is an error", () => {
  it.each([
    ["admin/__layout.server.mts", "admin/__layout.server.ts"],
    ["admin/__layout.server.cts", "admin/__layout.server.ts"],
    ["admin/__layout.server.mjs", "admin/__layout.server.ts"],
    ["admin/__Layout.server.ts", "admin/__layout.server.ts"],
    ["admin/__layouts.server.ts", "admin/__layout.server.ts"],
    ["admin/_layout.server.ts", "admin/__layout.server.ts"],
    ["admin/layout.server.ts", "admin/__layout.server.ts"],
    ["admin/__layout.sever.ts", "admin/__layout.server.ts"],
    ["admin/__layout .server.ts", "admin/__layout.server.ts"],
    ["admin/__layout.server/index.ts", "admin/__layout.server.ts"],
    ["admin/__root.server.ts", "admin/__layout.server.ts"],
    ["__Root.server.ts", "__root.server.ts"],
    ["__root.server.mts", "__root.server.ts"],
    ["admin/Index.server.ts", "admin/index.server.ts"],
    ["admin/index.server.mts", "admin/index.server.ts"],
    ["admin/index.server/index.ts", "admin/index.server.ts"],
    ["admin/user_list.server.ts", "admin/user-list.server.ts"],
    ["admin/[ID].server.ts", "admin/[id].server.ts"],
    ["admin/404 .server.ts", "admin/404.server.ts"],
    ["admin/Notes.server.ts", "admin/notes.server.ts"],
    ["admin/used.server.mts", "admin/used.server.ts"],
  ])("%s", (file, meant) => {
    const { problems, warnings } = scan([...PAGES, file]);
    expect(warnings).toEqual([]);
    expect(problems).toEqual([
      {
        code: "MISTAKEN_SERVER_FILE",
        message: expect.stringContaining(`src/pages/${file} looks like a companion`),
        files: expect.arrayContaining([`src/pages/${file}`]),
        hint: expect.stringContaining(`Rename it to src/pages/${meant}, or delete it.`),
      },
    ]);
  });
});

describe("a server file whose name is spelled nearly as a page's is a warning", () => {
  it.each([
    ["admin/indx.server.ts", "admin/index.tsx"],
    ["admin/user-lists.server.ts", "admin/user-list.tsx"],
    ["admin.server.ts", "admin/index.tsx"],
    ["about/index.server.ts", "about.tsx"],
  ])("%s", (file, page) => {
    const { problems, warnings } = scan([...PAGES, file]);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining(`src/pages/${file} is not the companion of src/pages/${page}`),
    ]);
  });
});

describe("a helper or a companion is neither", () => {
  it.each([
    "admin/db.server.ts",
    "admin/validate.server.ts",
    "admin/layouts.server.ts",
    "admin/used.server.json",
    "admin/used.server/index.ts",
    "admin/used.server/rows.ts",
    "admin/used_.server.ts",
    "admin/useds.server.ts",
    "admin/__db.server.ts",
    "admin/__layout.test.ts",
    "admin/__layout.css",
    "admin/(helpers)/__layout.server.mts",
    "admin/__helpers/index.server.mts",
    "admin/index.test.ts",
    "admin/__layout.server.ts",
    "nothing-below/__layout.server.ts",
    "__root.server.tsx",
    "api/x.server.ts",
    "api/x.server.mts",
    "404.server.ts",
  ])("%s", (file) => {
    expect(scan([...PAGES, file])).toMatchObject({ problems: [], warnings: [] });
  });
});

const PAGES = [
  "index.tsx",
  "index.server.ts",
  "about.tsx",
  "admin/index.tsx",
  "admin/user-list.tsx",
  "admin/[id].tsx",
  "admin/404.tsx",
  "admin/notes.mdx",
  "admin/used.tsx",
  "admin/used.server.ts",
  "api/x.ts",
];
