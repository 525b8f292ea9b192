import { expect, test } from "vitest";
import type { Manifest } from "../manifest/types.ts";
import { printable, printableLines } from "../terminal/printable.ts";
import { formatTable } from "./table.ts";

const manifest = (name: string): Manifest => ({
  format: "bunsen.manifest",
  formatVersion: 1,
  buildId: "1",
  app: "app@1.0.0",
  base: "/",
  pagesDirectory: "src/pages",
  versions: { bunsen: "0.1.0", [name]: name },
  packages: [{ name, version: name, license: name, modules: [{ path: name, id: "0" }] }],
  files: [],
  routes: [
    {
      id: name,
      kind: "page",
      file: "",
      reaches: {},
      config: { values: { [name]: name }, atRunTime: [name] },
    },
    { id: "/日本", kind: "page", file: "", reaches: {}, client: { files: [], bytes: 1234, gzip: 999 } },
  ],
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is one
const COLOUR = /\u001b\[\d+m/g;

test("names of anybody's cannot write to the terminal", () => {
  const name = "\u001b]0;title\u0007\u001b[2J\u009b31m\r\n\u202e";
  for (const colour of [true, false]) {
    const table = formatTable({ kind: "directory", path: name, manifest: manifest(name) }, { colour });
    const written = colour ? table.replaceAll(COLOUR, "") : table;
    const isControl = (character: string) =>
      character < " " || (character >= "\u007f" && character < "\u00a0");
    expect([...written].filter((character) => isControl(character) && character !== "\n")).toEqual([]);
    expect(written).not.toContain("\u202e");
    expect(table).toContain("\\u001b]0;title");
  }
});

test("columns stand below each other, whatever the width of the letters", () => {
  const table = formatTable({ kind: "directory", path: "dist", manifest: manifest("/a") }, { colour: false });
  const [heading = "", ...rows] = table.split("\n").slice(3, 6);
  const wide = rows.find((row) => row.startsWith("/日本")) ?? "";
  expect(Bun.stringWidth(wide.slice(0, wide.indexOf("page")))).toBe(heading.indexOf("kind"));
  expect(wide).toMatch(/1\.2 kB +999 B$/);
});

test("a value is cut where it is wider than sixty letters", () => {
  const cellOf = (length: number) => {
    const shown = manifest("/a");
    const [entry] = shown.packages;
    if (entry) entry.license = "x".repeat(length);
    const table = formatTable({ kind: "directory", path: "dist", manifest: shown }, { colour: false });
    return /x+…?/.exec(table)?.[0];
  };
  expect(cellOf(60)).toBe("x".repeat(60));
  expect(cellOf(61)).toBe(`${"x".repeat(59)}…`);
});

test("colours are there only when they are wanted", () => {
  const artefact = { kind: "directory" as const, path: "dist", manifest: manifest("/a") };
  expect(formatTable(artefact, { colour: true })).toContain("\u001b[");
  expect(formatTable(artefact, { colour: false })).not.toContain("\u001b");
});

test("code keeps its lines", () => {
  expect(printableLines("a\n\tb\u001b[1m")).toBe("a\n\tb\\u001b[1m");
  expect(printable("a\nb")).toBe("a\\u000ab");
});
