import { createMatcher } from "@bunsen/runtime/internal/match";
import { canonicalizePath } from "@bunsen/runtime/internal/path";
import type { Route } from "@bunsen/runtime/internal/route-table";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf, routes, scan } from "./scanned.test-support.ts";

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

describe("a layout group", () => {
  it("is a directory in parentheses with a __layout: its pages have no segment for it", () => {
    expect(
      routes([
        "(app)/__layout.tsx",
        "(app)/index.tsx",
        "(app)/tasks/[id].tsx",
        "(app)/feed.xml.ts",
        "(app)/api/x.ts",
        "shop/(checkout)/__layout.server.ts",
        "shop/(checkout)/pay.tsx",
        "(helpers)/not.tsx",
        "(helpers)/(inner)/__layout.tsx",
        "(helpers)/(inner)/not.tsx",
        "(a)b/__layout.tsx",
        "(a)b/not.tsx",
      ]),
    ).toEqual([
      "page / (app)/index.tsx",
      "endpoint /api/x (app)/api/x.ts",
      "endpoint /feed.xml (app)/feed.xml.ts",
      "page /shop/pay shop/(checkout)/pay.tsx",
      "page /tasks/[id] (app)/tasks/[id].tsx",
    ]);
  });

  it("wraps its pages, and no others", () => {
    const files = [
      "__root.tsx",
      "(app)/__layout.tsx",
      "(app)/x/__layout.server.ts",
      "(app)/x/y.tsx",
      "x/z.tsx",
    ];
    expect(pageOf(files, "/x/y").wrappers).toEqual([
      { file: "src/pages/__root.tsx" },
      { file: "src/pages/(app)/__layout.tsx" },
      { server: "src/pages/(app)/x/__layout.server.ts" },
    ]);
    expect(pageOf(files, "/x/z").wrappers).toEqual([{ file: "src/pages/__root.tsx" }]);
  });

  it("has companions and error pages of its own", () => {
    const files = ["404.tsx", "(app)/__layout.tsx", "(app)/404.tsx", "(app)/x.tsx", "(app)/x.server.ts"];
    expect(pageOf(files, "/x").server).toBe("src/pages/(app)/x.server.ts");
    expect(scan(files).problems).toEqual([]);
    expect(scan(files).table.errors.map(({ id, group }) => [id, group])).toEqual([
      ["/(app)/404", "src/pages/(app)"],
      ["/404", undefined],
    ]);
  });

  it("shares its URLs with all others", () => {
    const { problems } = scan(["(a)/__layout.tsx", "(a)/x.tsx", "(b)/__layout.tsx", "(b)/x/index.tsx"]);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["DUPLICATE_ROUTE", "src/pages/(a)/x.tsx and src/pages/(b)/x/index.tsx are both the route /x."],
    ]);
  });

  it("is checked for mistaken companions", () => {
    const { problems } = scan([
      "(app)/__layout.tsx",
      "(app)/index.tsx",
      "(app)/Index.server.ts",
      "(app)/__Layout.server.ts",
    ]);
    expect(problems.map(({ code, hint }) => [code, hint.split(",")[0]])).toEqual([
      ["MISTAKEN_SERVER_FILE", "Rename it to src/pages/(app)/index.server.ts"],
      ["MISTAKEN_SERVER_FILE", "Rename it to src/pages/(app)/__layout.server.ts"],
    ]);
  });

  it("is only with a __layout: the outermost others are named", () => {
    const { unroutedDirectories } = scan([
      "(b)/x.tsx",
      "a/(c)/(d)/x.tsx",
      "__x/(e)/x.tsx",
      "(f)/__layout.tsx",
      "(f)/(g)/x.tsx",
    ]);
    expect(unroutedDirectories).toEqual(["(b)", "(f)/(g)", "a/(c)"]);
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
        "__layout",
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
