import { expect, test } from "vitest";
import { scanPages } from "../routes/scan.ts";
import { clientEntryId, developmentUrl, routeIdOfClientEntry } from "../routes/virtual-ids.ts";
import { clientEntryModule, serverModules, testModule } from "./templates.ts";

const { table } = scanPages(
  ["__root.tsx", "blog/__layout.tsx", "blog/[slug].tsx", "blog/[slug].server.ts", "api/x.ts", "404.tsx"],
  { directory: "src/pages" },
);
const PRODUCTION = {
  isDevelopment: false,
  errorPage: "src/pages/500.tsx",
  clientFile: "src/client.ts",
  navigatesInPlace: true,
  prefetch: {},
  hasViewTransitions: false,
};

const page = table.routes.find((route) => route.kind === "page");

test("a page's entry imports its components, root first", () => {
  if (page?.kind !== "page") throw new Error("no page");
  expect(clientEntryModule(page, PRODUCTION)).toMatchInlineSnapshot(`
    "import "virtual:bunsen/chunks";
    import { startPage } from "@bunsen/runtime/internal/start-page";
    import { runClientFile } from "@bunsen/runtime/internal/client-file";
    import Component0 from "/src/pages/__root.tsx";
    import Component1 from "/src/pages/blog/__layout.tsx";
    import Component2 from "/src/pages/blog/[slug].tsx";

    startPage({
      id: "/blog/[slug]",
      keys: ["N8zzXHMF","Kf8MzSew","vEmNhBK2"],
      components: [Component0, Component1, Component2],
      loadErrorPage: () => import("/src/pages/500.tsx"),
      runClientFile: () => runClientFile(() => import("/src/client.ts")),
      loadNavigation: () => import("@bunsen/runtime/internal/navigation"),
    });
    "
  `);
});

test("what is prefetched is in the entry only if it is not the default", () => {
  if (page?.kind !== "page") throw new Error("no page");
  const prefetch = { mode: "visible", exclude: ["quit"] } as const;
  expect(clientEntryModule(page, { ...PRODUCTION, prefetch })).toContain(
    'prefetch: {"mode":"visible","exclude":["quit"]},',
  );
});

test("an app that loads documents has no code to do otherwise", () => {
  if (page?.kind !== "page") throw new Error("no page");
  expect(clientEntryModule(page, { ...PRODUCTION, navigatesInPlace: false })).not.toContain(
    '"@bunsen/runtime/internal/navigation"',
  );
});

test("the server loads every module once", () => {
  expect(serverModules(table).sort()).toEqual([
    "src/pages/404.tsx",
    "src/pages/__root.tsx",
    "src/pages/api/x.ts",
    "src/pages/blog/[slug].server.ts",
    "src/pages/blog/[slug].tsx",
    "src/pages/blog/__layout.tsx",
  ]);
});

test("a path cannot end the string that it is written into", () => {
  const hostile = { ...table, routes: [], errors: [] };
  const route = {
    ...page,
    kind: "page" as const,
    id: "/x",
    segments: [],
    wrappers: [],
    file: 'src/pages/"; evil(); "\u2028.tsx',
  };
  expect(clientEntryModule(route, PRODUCTION)).toContain('from "/src/pages/\\"; evil(); \\"\\u2028.tsx";');
  expect(serverModules(hostile)).toEqual([]);
});

test.each(["/", "/blog/[slug]", "/日本/[名前]"])("%s and its entry's id name each other", (routeId) => {
  expect(routeIdOfClientEntry(clientEntryId(routeId))).toBe(routeId);
  expect(new URL(developmentUrl("/", clientEntryId(routeId)), "http://localhost").pathname).not.toMatch(
    /\/$/,
  );
});

test("a path of Windows is what it was when its module is run", async () => {
  const publicFiles = { directory: "C:\\new\\app\\public", label: "public" };
  const [, written = ""] = /^export const publicFiles = (.*);$/m.exec(testModule(publicFiles)) ?? [];
  expect(JSON.parse(written)).toEqual(publicFiles);
});
