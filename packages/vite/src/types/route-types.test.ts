import { expect, test } from "vitest";
import { scanPages } from "../pages/scan.ts";
import { routeTypes } from "./route-types.ts";

test("names the companions of root, layouts and page, from the outside in", () => {
  const { table } = scanPages(
    [
      "__root.tsx",
      "__root.server.ts",
      "admin/__layout.server.ts",
      "admin/[id].tsx",
      "admin/[id].server.ts",
      "api/x.ts",
    ],
    { directory: "src/pages" },
  );
  const text = routeTypes(table, "..");
  expect(text).toContain(
    '"/admin/[id]": { kind: "page"; props: CompanionProps<[typeof import("../src/pages/__root.server"), ' +
      'typeof import("../src/pages/admin/__layout.server"), typeof import("../src/pages/admin/[id].server")]> };',
  );
  expect(text).toContain('"/api/x": { kind: "endpoint" };');
});

test("quotes names that hold quotes", () => {
  const { table } = scanPages(['say "hi".tsx'], { directory: "src/pages" });
  expect(routeTypes(table, "..")).toContain('"/say \\"hi\\"": ');
});
