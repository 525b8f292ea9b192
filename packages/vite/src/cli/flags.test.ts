import { expect, test } from "vitest";
import { type Flags, parseFlags } from "./flags.ts";

const FLAGS = {
  outDir: { type: "string", help: "" },
  host: { type: "string", optional: true, help: "" },
  config: { type: "string", short: "c", help: "" },
  target: { type: "string", multiple: true, help: "" },
  minify: { type: "boolean", help: "" },
  "dry-run": { type: "string", help: "" },
} satisfies Flags;

const parse = (...parameters: string[]) => parseFlags("bunsen test", parameters, FLAGS, 1);

test.each<[string[], Record<string, unknown>]>([
  [["--outDir", "x"], { outDir: "x" }],
  [["--out-dir=x=y"], { outDir: "x=y" }],
  [["--dry-run", "x"], { "dry-run": "x" }],
  [["-c", "file"], { config: "file" }],
  [["--target", "a", "--target=b"], { target: ["a", "b"] }],
  [["--no-minify"], { minify: false }],
  [["--minify", "--host"], { minify: true, host: "" }],
  [["--host", "--minify"], { minify: true, host: "" }],
  [["--host", "0.0.0.0"], { host: "0.0.0.0" }],
])("%j says %j", (parameters, values) => {
  expect(parse(...parameters)).toEqual({ values, positionals: [] });
});

test("what stands before a flag with a value, behind it, or behind -- is a parameter", () => {
  expect(parse("app", "--outDir", "x").positionals).toEqual(["app"]);
  expect(parse("--outDir", "x", "app").positionals).toEqual(["app"]);
  expect(parse("--", "--outDir").positionals).toEqual(["--outDir"]);
});

test.each([
  [["--outdir", "x"], 'bunsen test has no option "--outdir". Did you mean "--outDir"?'],
  [["-h"], 'bunsen test has no option "-h". Known are --host.'],
  [["--outDir", "--minify"], "--outDir of bunsen test needs a value: --outDir <value>."],
  [["--outDir"], "--outDir of bunsen test needs a value: --outDir <value>."],
  [["--minify=yes"], '--minify of bunsen test takes no value, but has "yes".'],
  [["a", "b"], 'bunsen test does not know what to do with "b". See "bunsen test --help".'],
])("%j is refused", (parameters, message) => {
  expect(() => parse(...parameters)).toThrow(message);
});
