import { createMatcher } from "@bunsen/runtime/internal/match";
import { canonicalizePath } from "@bunsen/runtime/internal/path";
import type { Route } from "@bunsen/runtime/internal/route-table";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { scanPages } from "./scan.ts";

const OPTIONS = { directory: "src/pages" };

function scan(files: string[], extensions?: string[]) {
  return scanPages(files, { ...OPTIONS, extensions });
}

/** `kind id file` of each route; fails if there are problems. */
function routes(files: string[], extensions?: string[]): string[] {
  const { table, problems } = scan(files, extensions);
  expect(problems).toEqual([]);
  return table.routes.map((route) => `${route.kind} ${route.id} ${route.file.replace("src/pages/", "")}`);
}

function pageOf(files: string[], id: string) {
  const { table, problems } = scan(files);
  expect(problems).toEqual([]);
  const found = [...table.routes, ...table.errors].find((route) => route.id === id);
  if (!found || found.kind === "endpoint") throw new Error(`no page ${id}`);
  return found;
}

describe("what is routed", () => {
  it.each([
    ["index.tsx", "page /"],
    ["about.tsx", "page /about"],
    ["about.jsx", "page /about"],
    ["blog/index.tsx", "page /blog"],
    ["blog/[slug].tsx", "page /blog/[slug]"],
    ["users/[id]/index.tsx", "page /users/[id]"],
    ["docs/[...path].tsx", "page /docs/[...path]"],
    ["docs/[...path]/index.tsx", "page /docs/[...path]"],
    ["shop/[[...path]].tsx", "page /shop/[[...path]]"],
    ["[[...path]].tsx", "page /[[...path]]"],
    ["api/users.ts", "endpoint /api/users"],
    ["api/index.ts", "endpoint /api"],
    ["api/users/[id].ts", "endpoint /api/users/[id]"],
    ["api/users/[id].js", "endpoint /api/users/[id]"],
    ["api/og.tsx", "endpoint /api/og"],
    ["api/404.tsx", "endpoint /api/404"],
    ["api.tsx", "page /api"],
    ["v1/api/x.tsx", "page /v1/api/x"],
    ["sitemap.xml.ts", "endpoint /sitemap.xml"],
    ["robots.txt.ts", "endpoint /robots.txt"],
    ["robots.txt.js", "endpoint /robots.txt"],
    ["feed/[id].json.ts", "endpoint /feed/[id].json"],
    ["index.json.ts", "endpoint /index.json"],
    ["sitemap.xml.tsx", "page /sitemap.xml"],
    ["stats.test.json.ts", "endpoint /stats.test.json"],
    ["server.tsx", "page /server"],
    ["test.ts", "endpoint /test"],
    ["d.ts", "endpoint /d"],
    ["[...server].tsx", "page /[...server]"],
    ["[[...d]].ts", "endpoint /[[...d]]"],
    ["404/index.tsx", "page /404"],
    ["a--b.tsx", "page /a--b"],
    ["(a).tsx", "page /(a)"],
    ["_a/_b.tsx", "page /_a/_b"],
    ["a b.tsx", "page /a b"],
    ["日本/[名前].tsx", "page /日本/[名前]"],
    ["café.tsx", "page /café"],
    ["[cafe\u0301]/cafe\u0301.tsx", "page /[caf\u00e9]/caf\u00e9"],
    ["con.tsx", "page /con"],
    ["API/x.tsx", "page /API/x"],
  ])("%s is %s", (file, expected) => {
    expect(routes([file])).toEqual([`${expected} ${file}`]);
  });

  it.each([
    "(group)/about.tsx",
    "a(b/about.tsx",
    "a)b/about.tsx",
    "my--parts/about.tsx",
    "blog/(x)/deep/about.tsx",
    "__tests__/about.tsx",
    "__lib/x.tsx",
    "__helper.ts",
    "blog/__helper.tsx",
    "blog/__root.tsx",
    ".hidden/about.tsx",
    ".about.tsx",
    ".tsx",
    ".ts",
    ".server.ts",
    "db.server.ts",
    "db.server.tsx",
    "api/db.server.ts",
    "api/__db.ts",
    "api/(lib)/db.ts",
    "map.client.tsx",
    "about.test.tsx",
    "about.spec.ts",
    "types.d.ts",
    "api/types.d.ts",
    "stats.json.test.ts",
    "[id].test.tsx",
    "[id].server.ts",
    "style.css",
    "notes.md",
    "data.json",
    "about.vue",
    "tsx",
    "about.mts",
  ])("%s is not", (file) => {
    const { table, problems } = scan([file]);
    expect(problems).toEqual([]);
    expect(table).toEqual({ routes: [], errors: [] });
  });

  it("takes further extensions for pages", () => {
    expect(routes(["about.mdx", "blog/index.md"])).toEqual([]);
    expect(routes(["about.mdx", "blog/index.md"], [".mdx", ".md"])).toEqual([
      "page /about about.mdx",
      "page /blog blog/index.md",
    ]);
    expect(routes(["about.server.mdx", "x.page.tsx"], [".mdx", ".page.tsx"])).toEqual(["page /x x.page.tsx"]);
  });

  it("has segments, and files as they are on disk", () => {
    const decomposed = "cafe\u0301.tsx";
    const { table } = scan([decomposed, "blog/[slug].tsx"]);
    expect(table.routes).toEqual([
      {
        kind: "page",
        id: "/blog/[slug]",
        segments: [
          { kind: "static", value: "blog" },
          { kind: "param", name: "slug" },
        ],
        file: "src/pages/blog/[slug].tsx",
        wrappers: [],
      },
      {
        kind: "page",
        id: "/café",
        segments: [{ kind: "static", value: "café".normalize("NFC") }],
        file: `src/pages/${decomposed}`,
        wrappers: [],
      },
    ]);
  });

  it("is plain JSON", () => {
    const { table } = scan([
      "__root.tsx",
      "index.tsx",
      "a/__layout.server.ts",
      "a/[b].tsx",
      "404.tsx",
      "api/x.ts",
    ]);
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
  });
});

describe("companions", () => {
  it.each(["profile.server.ts", "profile.server.tsx", "profile.server.js", "profile.SERVER.ts"])(
    "%s goes with its page",
    (server) => {
      expect(pageOf(["profile.tsx", server, "other.tsx"], "/profile").server).toBe(`src/pages/${server}`);
      expect(pageOf(["profile.tsx", server, "other.tsx"], "/other")).not.toHaveProperty("server");
    },
  );

  it.each([
    ["/", "index.tsx", "index.server.ts"],
    ["/[id]", "[id].tsx", "[id].server.ts"],
    ["/[...path]", "[...path].tsx", "[...path].server.ts"],
    ["/feed.xml", "feed.xml.tsx", "feed.xml.server.ts"],
    ["/blog/x", "blog/x.jsx", "blog/x.server.ts"],
    ["/404", "404.tsx", "404.server.ts"],
    ["/café", "café.tsx", "cafe\u0301.server.ts"],
  ])("of %s", (id, file, server) => {
    expect(pageOf([server, file], id)).toMatchObject({
      file: `src/pages/${file}`,
      server: `src/pages/${server}`,
    });
  });

  it("are matched by file, not by URL", () => {
    expect(pageOf(["blog/index.tsx", "blog.server.ts"], "/blog")).not.toHaveProperty("server");
  });

  it("without a page, or beside an endpoint, are helpers", () => {
    const { table, problems } = scan([
      "db.server.ts",
      "404.server.ts",
      "sitemap.xml.ts",
      "sitemap.xml.server.ts",
      "api/x.ts",
      "api/x.server.ts",
    ]);
    expect(problems).toEqual([]);
    expect(table.errors).toEqual([]);
    expect(table.routes.every((route) => !("server" in route))).toBe(true);
  });
});

describe("wrappers", () => {
  const files = [
    "__root.tsx",
    "__root.server.ts",
    "__layout.server.ts",
    "index.tsx",
    "admin/__layout.tsx",
    "admin/index.tsx",
    "admin/users/[id]/__layout.tsx",
    "admin/users/[id]/__layout.server.tsx",
    "admin/users/[id]/edit.tsx",
    "admin/404.tsx",
    "api/x.ts",
  ];
  const root = { file: "src/pages/__root.tsx", server: "src/pages/__root.server.ts" };
  const top = { server: "src/pages/__layout.server.ts" };
  const admin = { file: "src/pages/admin/__layout.tsx" };
  const user = {
    file: "src/pages/admin/users/[id]/__layout.tsx",
    server: "src/pages/admin/users/[id]/__layout.server.tsx",
  };

  it.each([
    ["/", [root, top]],
    ["/admin", [root, top, admin]],
    ["/admin/users/[id]/edit", [root, top, admin, user]],
    ["/admin/404", [root, top, admin]],
  ])("of %s", (id, wrappers) => {
    expect(pageOf(files, id).wrappers).toEqual(wrappers);
  });

  it("may be missing", () => {
    expect(pageOf(["a/b.tsx"], "/a/b").wrappers).toEqual([]);
  });

  it("are not taken from what is not routed", () => {
    const strays = [
      "__root.ts",
      "a/__root.tsx",
      "a/__root.server.ts",
      "__layout.ts",
      "__layout.test.tsx",
      "(x)/__layout.tsx",
    ];
    expect(pageOf(["a/b.tsx", ...strays], "/a/b").wrappers).toEqual([]);
    expect(classify("a/__root.tsx", OPTIONS)).toBe(undefined);
    expect(classify("__root.tsx", OPTIONS)).toMatchObject({ role: "wrapper" });
  });
});

describe("error pages", () => {
  it("are kept per directory, out of the routes", () => {
    const { table, problems } = scan([
      "404.tsx",
      "500.jsx",
      "admin/404.tsx",
      "admin/404.server.ts",
      "[org]/500.tsx",
    ]);
    expect(problems).toEqual([]);
    expect(table.routes).toEqual([]);
    expect(table.errors).toEqual([
      { kind: "error", id: "/404", status: 404, segments: [], file: "src/pages/404.tsx", wrappers: [] },
      { kind: "error", id: "/500", status: 500, segments: [], file: "src/pages/500.jsx", wrappers: [] },
      {
        kind: "error",
        id: "/admin/404",
        status: 404,
        segments: [{ kind: "static", value: "admin" }],
        file: "src/pages/admin/404.tsx",
        server: "src/pages/admin/404.server.ts",
        wrappers: [],
      },
      {
        kind: "error",
        id: "/[org]/500",
        status: 500,
        segments: [{ kind: "param", name: "org" }],
        file: "src/pages/[org]/500.tsx",
        wrappers: [],
      },
    ]);
  });
});

describe("problems", () => {
  it.each([
    [["about.tsx", "about/index.tsx"]],
    [["about.jsx", "about.tsx"]],
    [["[a].tsx", "[b].tsx"]],
    [["[a]/index.tsx", "[b].tsx"]],
    [["x/[...a].tsx", "x/[...b].tsx"]],
    [["[a].json.ts", "[b].json.ts"]],
    [["about.ts", "about.tsx"]],
    [["api.tsx", "api/index.ts"]],
    [["caf\u00e9.tsx", "cafe\u0301.tsx"].sort()],
    [["404.jsx", "404.tsx"]],
    [["[a]/404.tsx", "[b]/404.tsx"]],
    [["a.jsx", "a.tsx", "a/index.tsx"]],
  ])("%s are in conflict", (files) => {
    const { table, problems } = scan(files.toReversed());
    expect(problems).toHaveLength(1);
    const paths = files.map((file) => `src/pages/${file}`);
    expect(problems[0]).toMatchObject({ code: "DUPLICATE_ROUTE", files: paths });
    for (const path of paths) expect(problems[0]?.message).toContain(path);
    expect([...table.routes, ...table.errors].map((route) => route.file)).toEqual(paths.slice(0, 1));
  });

  it.each([
    [["[a]/x.tsx", "[b]/y.tsx"]],
    [["shop/index.tsx", "shop/[[...path]].tsx"]],
    [["index.tsx", "[[...path]].tsx"]],
    [["[a].tsx", "[a].json.ts", "[...b].tsx", "[[...c]].tsx", "a.tsx"]],
    [["404.tsx", "500.tsx", "a/404.tsx", "404/index.tsx"]],
    [["about.tsx", "about.server.ts", "about.test.tsx", "(about)/about.tsx"]],
  ])("%s are not in conflict", (files) => {
    expect(scan(files).problems).toEqual([]);
  });

  it.each([
    ["a*b.tsx", "INVALID_NAME", "*"],
    ["a.server.config.tsx", "INVALID_NAME", ".server"],
    ["db.server/index.tsx", "INVALID_NAME", ".server"],
    ["db.SERVER/404.tsx", "INVALID_NAME", ".server"],
    ["[id:number].tsx", "INVALID_NAME", ":"],
    ["what?.tsx", "INVALID_NAME", "?"],
    ["a#b/x.tsx", "INVALID_NAME", "#"],
    ["100%.tsx", "INVALID_NAME", "%"],
    ["x/a\\b.tsx", "INVALID_NAME", "backslash"],
    ["a\\b.tsx", "INVALID_NAME", "backslash"],
    ["a\nb.tsx", "INVALID_NAME", "control"],
    ["a\u007fb.ts", "INVALID_NAME", "control"],
    ["api/a:b.ts", "INVALID_NAME", ":"],
    ["a\ufffd.tsx", "INVALID_NAME", "U+FFFD"],
    ["a\ud800.tsx", "INVALID_NAME", "surrogate"],
    ["[..].tsx", "INVALID_PATTERN", "name of a parameter"],
    ["[].tsx", "INVALID_PATTERN", "without a name"],
    ["[a.tsx", "INVALID_PATTERN", "brackets"],
    ["[a]-[b].tsx", "INVALID_PATTERN", "brackets"],
    ["[[a]].tsx", "INVALID_PATTERN", "optional parameter for one segment"],
    ["[a]/[a].tsx", "INVALID_PATTERN", "twice"],
    ["[id]/x/[id].json.ts", "INVALID_PATTERN", "twice"],
    ["[__proto__].tsx", "INVALID_PATTERN", "__proto__"],
    ["[...a]/b.tsx", "INVALID_PATTERN", "not the last"],
    ["[...a]/404.tsx", "INVALID_PATTERN", "not the last"],
    ["[a/404.tsx", "INVALID_PATTERN", "brackets"],
    ["index/index.tsx", "RESERVED_ROUTE", "/index"],
    ["blog/index/index.tsx", "RESERVED_ROUTE", "/blog/index"],
  ])("%j: %s", (file, code, text) => {
    const { table, problems } = scan([file, "fine.tsx"]);
    expect(problems).toEqual([
      {
        code,
        message: expect.stringContaining(text),
        files: [`src/pages/${file}`],
        hint: expect.stringMatching(/\w/),
      },
    ]);
    expect(problems[0]?.message).toContain(`src/pages/${file}`);
    expect([...table.routes, ...table.errors].map((route) => route.id)).toEqual(["/fine"]);
  });

  it.each([
    [
      ["index.tsx", "index.server.ts", "index.server.tsx"],
      ["index.server.ts", "index.server.tsx"],
    ],
    [
      ["index.tsx", "__root.jsx", "__root.tsx", "a/b.tsx"],
      ["__root.jsx", "__root.tsx"],
    ],
    [
      ["x/a.tsx", "x/__layout.server.ts", "x/__layout.server.js"],
      ["x/__layout.server.js", "x/__layout.server.ts"],
    ],
  ])("%s: two files for one purpose", (files, both) => {
    const { problems } = scan(files);
    const paths = both.map((file) => `src/pages/${file}`);
    expect(problems).toEqual([
      {
        code: "DUPLICATE_MODULE",
        message: `${paths.join(" and ")} have the same purpose.`,
        files: paths,
        hint: expect.any(String),
      },
    ]);
  });
});

describe("the table", () => {
  const files = [
    "__root.tsx",
    "__layout.tsx",
    "index.tsx",
    "index.server.ts",
    "about.tsx",
    "about/index.tsx",
    "blog/[slug].tsx",
    "blog/new.tsx",
    "blog/[...rest].tsx",
    "blog/[[...all]].tsx",
    "blog/[id].json.ts",
    "[a]/x.tsx",
    "[b]/y.tsx",
    "[b]/404.tsx",
    "404.tsx",
    "404.jsx",
    "[bad.tsx",
    "a*b.tsx",
    "api/users.ts",
    "api/[id].ts",
    "sitemap.xml.ts",
  ];

  it("does not depend on the order of the files or their repetition", () => {
    const expected = scan(files);
    expect(expected.problems.map((problem) => problem.files[0])).toEqual([
      "src/pages/404.jsx",
      "src/pages/[bad.tsx",
      "src/pages/a*b.tsx",
      "src/pages/about.tsx",
    ]);
    for (let round = 0; round < 100; round++) {
      const shuffled = files.toSorted(() => Math.random() - 0.5);
      expect(scan(shuffled)).toEqual(expected);
      expect(scan([...shuffled, ...files])).toEqual(expected);
    }
  });

  it("lists routes by precedence", () => {
    expect(scan(files).table.routes.map((route) => route.id)).toEqual([
      "/",
      "/about",
      "/api/users",
      "/api/[id]",
      "/blog/new",
      "/blog/[id].json",
      "/blog/[slug]",
      "/blog/[...rest]",
      "/blog/[[...all]]",
      "/sitemap.xml",
      "/[a]/x",
      "/[b]/y",
    ]);
  });

  it("can always be matched, whatever the files", () => {
    const name = fc.oneof(
      fc.constantFrom(
        "index",
        "a",
        "[a]",
        "[b]",
        "[...a]",
        "[[...a]]",
        "[a].json",
        "404",
        "__layout",
        "api",
        "(x)",
        "[",
        "é",
        "a*",
      ),
      fc.string({ maxLength: 4 }),
    );
    const extension = fc.constantFrom(".tsx", ".ts", ".server.ts", ".jsx", ".test.ts", "");
    const file = fc
      .tuple(fc.array(name, { minLength: 1, maxLength: 3 }), extension)
      .map(([names, end]) => names.join("/") + end);
    const check = (list: string[]) => {
      const { table, problems } = scan(list);
      const matcher = createMatcher<Route>(
        table.routes.map((value) => ({ segments: value.segments, value })),
      );
      createMatcher(
        table.errors.map((value) => ({
          segments: [...value.segments, { kind: "static", value: String(value.status) }],
          value,
        })),
      );
      for (const route of table.routes) {
        if (route.segments.some((segment) => segment.kind !== "static")) continue;
        const path = canonicalizePath(new URL(encodeURI(route.id), "http://localhost").pathname);
        if ("reason" in path) throw new Error(`${route.id}: ${path.reason}`);
        expect(matcher.match(path)?.value).toBe(route);
      }
      for (const problem of problems) expect(problem.files).toEqual(problem.files.toSorted());
    };
    fc.assert(fc.property(fc.array(file, { maxLength: 12 }), check), { numRuns: 2000 });
  });
});
