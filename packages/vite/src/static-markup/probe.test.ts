import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { isProven } from "./probe.ts";
import { withTemplates } from "./react-server.ts";

const root = join(import.meta.dirname, "../../../..");
const directory = join(dirname(createRequire(import.meta.url).resolve("react-dom/package.json")), "cjs");

describe.each([
  "react-dom-server.bun.production.js",
  "react-dom-server-legacy.browser.production.js",
  "react-dom-server-legacy.node.production.js",
])("%s", (name) => {
  const plain = readFileSync(join(directory, name), "utf8");
  const changed = withTemplates(plain) ?? "";

  test("is proven with the call of templates", async () => {
    expect(await isProven(plain, changed, root)).toBe(true);
  });

  test("is not proven without it", async () => {
    expect(await isProven(plain, plain, root)).toBe(false);
  });

  test.each([
    ["counts the tree in another way", /index \+= 1;/, "index += 2;"],
    ["takes its arguments in another order", "$bunsenHook(request, task", "$bunsenHook(task, request"],
    [
      "calls at another time",
      "if ($bunsenHook(request, task, node, childIndex)) return;",
      "$bunsenHook(request, task, node, childIndex);",
    ],
  ])("is not proven where it %s", async (_what, from, to) => {
    const broken = changed.replace(from, to);
    expect(broken).not.toBe(changed);
    expect(await isProven(plain, broken, root)).toBe(false);
  });
});
