import { expect, test } from "vitest";
import type { PluginContext } from "../context/plugin-context.ts";
import { scanPages } from "../routes/scan.ts";
import { routeHint } from "./route-hint.ts";

const FILES = [
  "index.tsx",
  "about.tsx",
  "api/users.ts",
  "(shop)/cart.tsx",
  "chart.client.tsx",
  "blog/[slug].tsx",
];

function hint(path: string): string {
  const { table } = scanPages(FILES, { directory: "src/pages" });
  const context = { uncheckedTable: table, pagesDirectory: "src/pages", pageFiles: FILES };
  return routeHint(context as unknown as PluginContext, path);
}

test.each([
  ["/shop", "src/pages/shop.tsx would respond to it."],
  ["/shop/list", "src/pages/shop/list.tsx or src/pages/shop/[name].tsx would respond to it."],
  ["/api/orders", "src/pages/api/orders.ts would respond to it."],
  ["/humans.txt", "public/humans.txt or src/pages/humans.txt.ts would respond to it."],
  ["/abuot", "There is a route /about."],
  ["/About", "There is a route /about."],
  ["/cart", "src/pages/(shop)/cart.tsx is not routed, because of the name."],
  ["/chart", "src/pages/chart.client.tsx is not routed, because of the name."],
])("%s: %s", (path, sentence) => {
  expect(hint(path)).toContain(sentence);
});

test("nothing is said of what has nothing to do with it", () => {
  expect(hint("/x")).toBe("No route has the path /x. src/pages/x.tsx would respond to it.");
  expect(hint("/pricing")).toBe("No route has the path /pricing. src/pages/pricing.tsx would respond to it.");
});
