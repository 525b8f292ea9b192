import { describe, expect, it } from "vitest";
import { scan } from "./scanned.test-support.ts";

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
