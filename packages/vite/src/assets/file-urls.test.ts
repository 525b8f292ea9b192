import { expect, test } from "vitest";
import { findUrlTemplates, globOf, patternOf } from "./file-urls.ts";

test.each([
  ["./flags/$c.svg", "./flags/*.svg", "/app/src/flags/", ".svg"],
  ["./flags/$c.svg?v", "./flags/*.svg", "/app/src/flags/", ".svg"],
  ["./flags/$c.svg?v=$version#top", "./flags/*.svg", "/app/src/flags/", ".svg"],
  ["./flags/$a/$b.svg", "./flags/*/*.svg", "/app/src/flags/", ".svg"],
  ["./flags/icon-$a-$b.$type", "./flags/icon-*-*.*", "/app/src/flags/icon-", ""],
  ["../$a$b", "../*", "/app/", ""],
  ["./😀/$name.md", "./😀/*.md", "/app/src/😀/", ".md"],
  ["./texts/$name.md#$part", "./texts/*.md", "/app/src/texts/", ".md"],
])("%s", (text, glob, start, end) => {
  const template = `\`${text.replaceAll(/\$(\w+)/g, (_, name) => `\${of({ ${name}: 1 }, ${name} ? "?" : 2)}`)}\``;
  const found = findUrlTemplates(`new URL(${template}, import.meta.url)`).map((url) => ({
    template: url.template,
    glob: globOf(url),
    pattern: patternOf(url, "/app/src/x.ts"),
  }));
  expect(found).toEqual([{ template, glob, pattern: { start, end } }]);
});
