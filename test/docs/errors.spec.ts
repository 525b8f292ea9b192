import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encodeData } from "../../packages/runtime/src/page/data-encode.ts";
import { snippetsOf, textOf } from "../support/documents.ts";
import { repository } from "../support/paths.ts";

const sources = globSync("packages/*/src/**/*.ts", { cwd: repository })
  .filter((file) => !/\.test(-support)?\.ts$|inspect\/page\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(repository, file), "utf8") }));

/** Where messages live. */
const CATALOGUES = [
  "packages/vite/src/diagnostics/build-warnings.ts",
  "packages/vite/src/diagnostics/config-errors.ts",
  "packages/vite/src/diagnostics/environment-errors.ts",
  "packages/vite/src/diagnostics/cli-errors.ts",
  "packages/vite/src/diagnostics/page-errors.ts",
  "packages/vite/src/diagnostics/import-errors.ts",
  "packages/vite/src/diagnostics/build-errors.ts",
  "packages/vite/src/diagnostics/compile-errors.ts",
  "packages/vite/src/diagnostics/inspect-errors.ts",
  "packages/vite/src/diagnostics/plugin-error.ts",
  "packages/create-bunsen/src/messages.ts",
  "packages/runtime/src/diagnostics/errors.ts",
  "packages/runtime/src/diagnostics/listen-errors.ts",
  "packages/runtime/src/diagnostics/live-errors.ts",
  "packages/runtime/src/diagnostics/session-errors.ts",
  "packages/runtime/src/diagnostics/usage-errors.ts",
  "packages/runtime/src/diagnostics/log-events.ts",
];

/** Everything that makes a message with a code, and the problems that the scan of the pages finds. */
const CODE =
  /\b(?:BunsenError|BunsenPluginError|UsageError|logEvent|coded)\(\s*"([A-Z_]+)"|\bcode: "([A-Z]+(?:_[A-Z]+)+)", message/g;

const codes = new Set(sources.flatMap(({ text }) => [...text.matchAll(CODE)].map(([, a, b]) => a ?? b)));

/** What the page says of each code. */
const entries = new Map(
  textOf("docs/errors.md")
    .split(/^#{2,3} /m)
    .map((section) => section.split("\n\n"))
    .filter(([heading = ""]) => /^[A-Z]+(_[A-Z]+)*$/.test(heading))
    .map(([heading = "", ...text]) => [heading, text.join("\n\n").trim()]),
);

describe("the page about errors", () => {
  test("has an entry for each code, and none without one", () => {
    expect(codes.size).toBeGreaterThan(100);
    expect([...entries.keys()].sort()).toEqual([...codes].sort());
  });

  test.each([...entries])("%s is explained, with an example of the cure", (_code, text) => {
    expect(text.length).toBeGreaterThan(60);
    expect(text).toMatch(/`[^`]+`/);
  });

  test("names each code in the sources' docstrings that exists", () => {
    const named = sources.flatMap(({ text }) => [...text.matchAll(/@throws \{\w+\} ([A-Z]+(?:_[A-Z]+)+)/g)]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([, code = ""]) => code).filter((code) => !codes.has(code))).toEqual([]);
  });
});

test("the message that the guide shows is the one that is printed", () => {
  const shown =
    snippetsOf("docs/data.md")
      .find(({ language }) => language === "text")
      ?.code.trim() ?? "";
  const encode = () =>
    encodeData({ props: { order: { save: () => undefined } }, query: {}, params: {}, url: "" });
  expect(encode).toThrow(shown.replace("src/pages/orders/[id].tsx: ", "").replace(" [UNSENDABLE]", ""));
});

describe("messages that are in no catalogue", () => {
  const matches = (pattern: RegExp) =>
    sources
      .filter(({ file }) => !CATALOGUES.includes(file))
      .flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([match]) => `${file}: ${match}`));

  /** Cannot happen, happen to code of ours, or are told by an error of the catalogue that wraps them. */
  const INSIDE = [
    "packages/create-bunsen/src/package-manager.ts",
    "packages/runtime/src/bus/redis-transport.ts",
    "packages/runtime/src/cache/backing-store.ts",
    "packages/runtime/src/cache/memory/block-arena.ts",
    "packages/runtime/src/cache/model/cached-body.ts",
    "packages/runtime/src/cache/stores/file.ts",
    "packages/runtime/src/cache/stores/redis.ts",
    "packages/runtime/src/cache/stores/redis/seen-clock.ts",
    "packages/runtime/src/client/deferred.ts",
    "packages/runtime/src/client/hydrate.ts",
    "packages/runtime/src/client/report-errors.ts",
    "packages/runtime/src/http/csp.ts",
    "packages/runtime/src/page/data-decode.ts",
    "packages/runtime/src/page/markup-sink.ts",
    "packages/runtime/src/route/match.ts",
    // What React puts in place of a javascript: URL.
    "packages/runtime/src/static-markup/attributes.ts",
    "packages/runtime/src/workers/steering.ts",
    "packages/vite/src/context/plugin-context.ts",
    "packages/vite/src/dev/app.ts",
    "packages/vite/src/plugins/build-app.ts",
    "packages/vite/src/plugins/interop.ts",
    "packages/vite/src/production/build-state.ts",
    "packages/vite/src/production/supervisor-module.ts",
    "packages/vite/src/report-page/elements.ts",
    "packages/vite/src/verify/server.ts",
    "packages/vite/src/virtual-modules/sources.ts",
  ];

  test("are errors of the inside only", () => {
    const strays = matches(/new (?:Type|Range|Syntax)?Error\(/g).map((match) => match.split(":")[0] ?? "");
    expect([...new Set(strays)].sort()).toEqual(INSIDE);
  });

  test("are made nowhere else", () => {
    expect(matches(/new (?:BunsenError|BunsenPluginError|UsageError)\(/g)).toEqual([]);
  });

  test("are no warnings and no errors of the log", () => {
    expect(matches(/\blog\.(?:warn|error)\((?!error\.message\))/g)).toEqual([]);
    expect(matches(/logger\.warn\((?!warning|buildWarnings\.)/g)).toEqual([]);
  });
});
