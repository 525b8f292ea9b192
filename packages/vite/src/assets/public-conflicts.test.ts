import { parsePattern } from "@bunsen/runtime/internal/pattern";
import type { Route } from "@bunsen/runtime/internal/route-table";
import { describe, expect, it, test } from "vitest";
import { publicConflicts, reservedRoutes } from "./public-conflicts.ts";

const route = (id: string): Route => ({
  kind: "endpoint",
  id,
  segments: parsePattern(id),
  file: `src/pages${id}.ts`,
});

function conflicts(files: string[], ids: string[]): string[] {
  const published = files.map((file) => ({ segments: file.split("/"), source: `/app/public/${file}` }));
  return publicConflicts(published, ids.map(route), "public").map((problem) => problem.message);
}

describe("publicConflicts", () => {
  it("finds the route of a file, at the root and under /public", () => {
    expect(conflicts(["robots.txt"], ["/robots.txt"])).toEqual([
      "public/robots.txt and src/pages/robots.txt.ts are both /robots.txt.",
    ]);
    expect(conflicts(["a/b.txt"], ["/public/a/b.txt"])).toEqual([
      "public/a/b.txt and src/pages/public/a/b.txt.ts are both /public/a/b.txt.",
    ]);
    expect(conflicts(["caf\u00e9"], ["/caf\u00e9"])[0]).toContain("/caf%C3%A9");
  });

  it("finds two files of one URL", () => {
    expect(conflicts(["x.txt", "public/x.txt"], [])).toEqual([
      "public/x.txt and public/public/x.txt are both /public/x.txt.",
    ]);
  });

  it("leaves a file beside a route with a parameter alone", () => {
    const ids = [
      "/[name]",
      "/[...path]",
      "/[[...path]]".replace("/[[", "/all/[["),
      "/feed/[id].json",
      "/blog",
    ];
    expect(conflicts(["a.txt", "feed/1.json", "blog/x", "all/b", "Blog"], ids)).toEqual([]);
  });
});

describe("reservedRoutes", () => {
  test.each([
    ["/assets/x", true],
    ["/assets/[x]", true],
    ["/assets/[...x]", true],
    ["/assets/[[...x]]", true],
    ["/assets", false],
    ["/asset/x", false],
    ["/[x]/y", false],
    ["/[...x]", false],
    ["/x/assets/y", false],
  ])("%s: %s", (id, isReserved) => {
    expect(reservedRoutes([route(id)], "assets").length).toBe(isReserved ? 1 : 0);
  });

  it("knows nested directories", () => {
    expect(reservedRoutes([route("/static/built/x")], "static/built")).toHaveLength(1);
    expect(reservedRoutes([route("/static/x"), route("/static/built")], "static/built")).toEqual([]);
  });
});
