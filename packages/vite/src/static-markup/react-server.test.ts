import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REACT_SERVER, withTemplates } from "./react-server.ts";

const directory = join(dirname(createRequire(import.meta.url).resolve("react-dom/package.json")), "cjs");
const bundles = readdirSync(directory).filter((name) => REACT_SERVER.test(`/react-dom/cjs/${name}`));

test("there are bundles to change", () => {
  expect(bundles.sort()).toEqual([
    "react-dom-server-legacy.browser.production.js",
    "react-dom-server-legacy.node.production.js",
    "react-dom-server.bun.production.js",
  ]);
});

test.each(bundles)("%s asks whether an element is written", (name) => {
  const code = readFileSync(join(directory, name), "utf8");
  const changed = withTemplates(code) ?? "";
  const question = " if ($bunsenHook(request, task, node, childIndex)) return;";
  expect(changed.replace(question, "").replace(/ var \$bunsenHook = .*/, "")).toBe(code);
  expect(changed.slice(0, changed.indexOf(question))).toMatch(
    /switch \(node\.\$\$typeof\) \{\s+case REACT_ELEMENT_TYPE:$/,
  );
});

test("a React that is built in another way is left alone", () => {
  expect(
    withTemplates("function retryNode(request, task) { return render(request, task); }"),
  ).toBeUndefined();
});
