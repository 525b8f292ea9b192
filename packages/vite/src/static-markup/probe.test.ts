import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { isProven } from "./probe.ts";
import { REACTS } from "./production-react.test-support.ts";
import { withTemplates } from "./react-server.ts";

const require = createRequire(import.meta.url);

const BUNDLES = [
  "react-dom-server.bun.production.js",
  "react-dom-server-legacy.browser.production.js",
  "react-dom-server-legacy.node.production.js",
];

const cases = Object.values(REACTS).flatMap((packages) => BUNDLES.map((name) => ({ ...packages, name })));

describe.each(cases)("$name of $dom", ({ react, dom, name }) => {
  const packages: Record<string, string> = { react, "react-dom": dom };
  const load = (id: string): unknown => require(packages[id] ?? id);
  const directory = dirname(require.resolve(`${dom}/package.json`));
  const plain = readFileSync(join(directory, "cjs", name), "utf8");
  const changed = withTemplates(plain) ?? "";

  test("is proven with the call of templates", async () => {
    expect(await isProven(plain, changed, load)).toBe(true);
  });

  test("is not proven without it", async () => {
    expect(await isProven(plain, plain, load)).toBe(false);
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
    expect(await isProven(plain, broken, load)).toBe(false);
  });
});
