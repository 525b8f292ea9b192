import { expect, test } from "vitest";
import { importersOf, importsOf, type ModuleGraph, reachableFrom } from "./graph.ts";

function graphOf(edges: Record<string, { static?: string[]; dynamic?: string[] }>): ModuleGraph {
  return new Map(
    Object.entries(edges).map(([id, { static: imports = [], dynamic = [] }]) => [
      id,
      { imports, dynamicImports: dynamic, exports: [] },
    ]),
  );
}

test("a module that left nothing stands for its importers, through cycles of such", () => {
  const graph = graphOf({
    page: { static: ["barrel"], dynamic: ["lazy"] },
    barrel: { static: ["other"] },
    other: { static: ["barrel", "icon"] },
    icon: {},
    lazy: { static: ["icon"] },
  });
  const importers = importersOf(graph, (id) => id !== "barrel" && id !== "other");
  // One that is imported the usual way is not loaded later.
  expect(importers.get("icon")).toEqual({ all: new Set(["page", "lazy"]), dynamic: new Set() });
  expect(importers.get("lazy")).toEqual({ all: new Set(["page"]), dynamic: new Set(["page"]) });
  expect(importers.has("page")).toBe(false);
  expect(importsOf(graph, "page", (id) => id !== "barrel" && id !== "other").sort()).toEqual([
    "icon",
    "lazy",
  ]);
});

test("what is reached holds the start, cycles and dynamic imports", () => {
  const graph = graphOf({ a: { static: ["b"] }, b: { static: ["a"], dynamic: ["c"] }, c: {}, d: {} });
  expect(reachableFrom(graph, ["a"])).toEqual(new Set(["a", "b", "c"]));
});
