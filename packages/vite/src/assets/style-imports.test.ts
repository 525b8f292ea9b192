import { describe, expect, test } from "vitest";
import { findStyleImports } from "./style-imports.ts";

describe("what a stylesheet takes in", () => {
  test.each([
    ['@import "./a.css";', "./a.css"],
    ['@import "./x.css", "./a.css";', "./a.css"],
    ["@import url(./a.css) screen;", "./a.css"],
    ['@import url("./a.css?inline");', "./a.css"],
    ['@import (reference) "a";', "a"],
    ["@import a", "a"],
    ['@use "sub/a" as b;', "sub/a"],
    ['@forward "a" show b;', "a"],
    ['@reference "../a.css";', "../a.css"],
    ['.b { composes: c d from "./a.css"; }', "./a.css"],
    ['@include meta.load-css("a");', "a"],
    [".b { background: url( ./a.png ) }", "./a.png"],
  ])("%s", (css, specifier) => {
    expect(findStyleImports(css)).toContain(specifier);
  });

  test("is nothing of another host, and no data", () => {
    const css =
      '@import "https://a.test/b.css"; i { background: url(data:image/png;base64,AA) url(//a.test/c.png) }';
    expect(findStyleImports(css)).toEqual([]);
  });
});
