import { expect, test } from "vitest";
import { scanPages } from "../routes/scan.ts";
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
      'typeof import("../src/pages/admin/__layout.server"), typeof import("../src/pages/admin/[id].server")]>; ' +
      'params: { "id": string }; link: { "id": string | number } };',
  );
  expect(text).toContain(
    '"/api/x": { kind: "endpoint"; module: typeof import("../src/pages/api/x"); params: {}; link: {} };',
  );
});

test("says the parameters of every kind, for pages and for links", () => {
  const { table } = scanPages(["[a]/feed-[b].json.ts", "docs/[...path].tsx", "shop/[[...rest]].tsx"], {
    directory: "src/pages",
  });
  const text = routeTypes(table, "..");
  expect(text).toContain(
    'params: { "a": string; "b": string }; link: { "a": string | number; "b": string | number } };',
  );
  expect(text).toContain('params: { "path": string[] }; link: { "path": readonly (string | number)[] } };');
  expect(text).toContain('params: { "rest": string[] }; link: { "rest"?: readonly (string | number)[] } };');
});

test("quotes names that hold quotes", () => {
  const { table } = scanPages(['say "hi".tsx'], { directory: "src/pages" });
  expect(routeTypes(table, "..")).toContain('"/say \\"hi\\"": ');
});

test("names the server module, whose env schema has types, if there is one", () => {
  const { table } = scanPages(["index.tsx"], { directory: "src/pages" });
  expect(routeTypes(table, "..", "src/server.ts")).toContain(
    'interface ServerTypes {\n    server: typeof import("../src/server");\n  }',
  );
  expect(routeTypes(table, "..")).not.toContain("ServerTypes");
});
