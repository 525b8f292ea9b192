import { expect, test } from "vitest";
import { splitStyles, stylesBelow } from "./style-order.ts";

const graph = (imports: Record<string, string[]>) => ({
  importsOf: (id: string) => imports[id] ?? [],
  isStyle: (id: string) => id.endsWith(".css"),
});

test("styles apply in the order of the imports, deepest first, each once", () => {
  const imports = {
    page: ["base.css", "button", "page.css", "card"],
    button: ["button.css"],
    card: ["button", "card.css", "page"],
  };
  expect(stylesBelow("page", graph(imports))).toEqual(["base.css", "button.css", "page.css", "card.css"]);
});

const page = (...styles: string[]) => ({ styles, isLazy: false });
const lazy = (...styles: string[]) => ({ styles, isLazy: true });

test("styles that always follow each other stay together", () => {
  const lists = [page("a.css", "b.css"), page("x.css", "a.css", "b.css"), page("y.css"), lazy("b.css")];
  expect(splitStyles(lists)).toEqual(new Map());
});

test.each([
  [
    "another style is between them",
    [page("a.css", "x.css", "b.css", "c.css"), page("a.css", "b.css", "c.css")],
    ["b.css", "c.css"],
  ],
  ["pages have them in different order", [page("a.css", "b.css"), page("b.css", "a.css")], ["b.css"]],
  [
    "a lazy component needs only one of them",
    [page("a.css", "x.css", "b.css"), page("a.css", "b.css"), lazy("b.css")],
    ["b.css"],
  ],
])("they are split where %s", (_why, lists, moved) => {
  const files = splitStyles(lists);
  expect([...files.keys()]).toEqual(moved);
  expect(new Set(files.values()).size).toBe(1);
});

test("no two files have one name", () => {
  const files = splitStyles([
    page("1/a.css", "x.css", "1/b.css", "y.css", "2/b.css"),
    page("1/a.css", "1/b.css", "2/b.css"),
    page("x.css"),
    page("y.css"),
  ]);
  expect(files).toEqual(
    new Map([
      ["1/b.css", "b-2"],
      ["2/b.css", "b-3"],
    ]),
  );
});
