import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResolvedConfig } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { PluginContext } from "./plugin-context.ts";

test("the pages are read once, until the watcher says that they have changed", () => {
  const root = mkdtempSync(join(tmpdir(), "bunsen-context-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (name: string) => writeFileSync(join(root, "src/pages", name), "");
  mkdirSync(join(root, "src/pages"), { recursive: true });
  write("index.tsx");
  const context = new PluginContext({});
  context.config = { root } as ResolvedConfig;
  expect(context.pageFiles).toEqual(["index.tsx"]);
  write("about.tsx");
  expect(context.pageFiles).toEqual(["index.tsx"]);
  expect(context.forgetTable()).toBe(true);
  expect([...context.pageFiles].sort()).toEqual(["about.tsx", "index.tsx"]);
});
