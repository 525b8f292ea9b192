import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { OPTIONS, pageOf, scan } from "./scanned.test-support.ts";

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
    const strays = ["__root.ts", "a/__root.tsx", "__layout.ts", "__layout.test.tsx", "(x)/__layout.tsx"];
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
