import { describe, expect, test } from "vitest";
import { findStyleNames } from "./style-names.ts";

describe("what a stylesheet imports", () => {
  test.each([
    ['@import "./a.css";', "./a.css"],
    ['@import "./x.css", "./a.css";', "./a.css"],
    ["@import url(./a.css) screen;", "./a.css"],
    ['@import url("./a.css?inline");', "./a.css"],
    ['@import (reference) "a";', "a"],
    ["@import a", "a"],
    ['@IMPORT "a";', "a"],
    ['@use "sub/a" as b;', "sub/a"],
    ['@use "pkg:a";', "a"],
    ['@use "file:///srv/a%20b.scss";', "/srv/a b.scss"],
    ['@forward "a" show b;', "a"],
    ['@reference "../a.css";', "../a.css"],
    ['@import /* ; */ "a";', "a"],
    ['@import "\\2e/\\61 .css";', "./a.css"],
    ['@import "./%61.css";', "./a.css"],
    ['.b { composes: c d from "./a.css"; }', "./a.css"],
    ['@value c, d from "./a.css";', "./a.css"],
    ["@value file: ./a.css;", "./a.css"],
    [":import(./a.css) { c: d; }", "./a.css"],
    ['@include meta.load-css("a");', "a"],
    [".b { background: url( ./a.png ) }", "./a.png"],
  ])("%s", (css, name) => {
    expect(findStyleNames(css).imported).toContain(name);
  });

  test("is nothing of another host, and no data", () => {
    const css =
      '@import "https://a.test/b.css"; i { background: url(data:image/png;base64,AA) url(//a.test/c.png) }';
    const { imported, mentioned } = findStyleNames(css);
    expect([...imported, ...mentioned].filter((name) => name.includes("a.test"))).toEqual([]);
  });

  test("is no selector", () => {
    const { imported } = findStyleNames('@use "a"\n.nav.server { color: red } .x::after{content:"b"}');
    expect([...imported]).toEqual(["a"]);
  });
});

describe("what a stylesheet mentions", () => {
  test.each([
    ['@import\n"./a.css";', "./a.css"],
    ['@import/**/\n"a";', "a"],
    ['@use // it\'s\n  "./a";', "./a"],
    [':import("./a.css") { c: d; }', "./a.css"],
    ['.b { composes: c from\n"./a.css"; }', "./a.css"],
    ['.b { background: image-set("./a.png" 1x) }', "./a.png"],
    ['@import "./a\\\n.css";', "./a.css"],
    ['$file: "./a"; @include meta.load-css($file);', "./a"],
  ])("%s", (css, name) => {
    expect(findStyleNames(css).mentioned).toContain(name);
  });

  test("takes time in proportion to the text, also where no quote closes", () => {
    const started = performance.now();
    findStyleNames(`${'"'.repeat(3)}${"a".repeat(200_000)}${"'\\".repeat(20_000)}`);
    // Quadratic, it would be minutes.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
