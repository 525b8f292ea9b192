import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { executablePaths, withSources } from "./tailwind-sources.ts";

const directory = mkdtempSync(join(tmpdir(), "bunsen-styles-"));
const file = join(directory, "main.css");
afterAll(() => rmSync(directory, { recursive: true }));

describe("a stylesheet", () => {
  test.each([
    '@import "tailwindcss";',
    "@import 'tailwindcss/utilities' layer(utilities);",
    '@import url("tailwindcss");',
    "@tailwind utilities;",
  ])("with %s has the workspace, and leaves the output alone", (code) => {
    expect(
      withSources(code, file, () => ({
        linked: [join(directory, "../ui")],
        made: [join(directory, "dist"), join(directory, "../out")],
      })),
    ).toBe(`${code}\n@source "../ui";\n@source not "./dist";\n@source not "../out";\n`);
  });

  test("that has Tailwind through another one does so, too", () => {
    writeFileSync(join(directory, "base.css"), '@import "./deep.css";');
    writeFileSync(join(directory, "deep.css"), '@import "tailwindcss";');
    expect(withSources('@import "./base.css";', file, () => ({ linked: [], made: [directory] }))).toContain(
      "@source not",
    );
  });

  test.each([
    "a { color: red }",
    '@import "./none.css";',
    '@import "./main.css";',
    '@import "tailwindcss-x";',
  ])("with %s stays as it is", (code) => {
    writeFileSync(file, code);
    expect(withSources(code, file, () => ({ linked: [directory], made: [directory] }))).toBeUndefined();
  });
});

test("executables of several targets have names of their own, and nothing else is meant", () => {
  expect(executablePaths("/a/app")).toEqual(["/a/app", "/a/app.exe", "/a/app-{linux,darwin,windows}-*"]);
});
