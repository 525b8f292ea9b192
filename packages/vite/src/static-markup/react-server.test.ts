import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REACT_SERVER, withMarkup } from "./react-server.ts";

const directory = join(dirname(createRequire(import.meta.url).resolve("react-dom/package.json")), "cjs");
const bundles = readdirSync(directory).filter((name) => REACT_SERVER.test(`/react-dom/cjs/${name}`));

test("there are bundles to change", () => {
  expect(bundles.length).toBeGreaterThan(4);
});

test.each(bundles)("%s asks an element whether it writes itself", (name) => {
  const code = readFileSync(join(directory, name), "utf8");
  const changed = withMarkup(code)?.code ?? "";
  const call =
    " if (node.writeMarkup !== undefined && (node = node.writeMarkup(request, task)) === null) return;";
  expect(changed.replace(call, "")).toBe(code);
  expect(changed.slice(0, changed.indexOf(call))).toMatch(
    /switch \(node\.\$\$typeof\) \{\s+case REACT_ELEMENT_TYPE:$/,
  );
});

test("a React that is built in another way is left alone", () => {
  expect(withMarkup("function retryNode(request, task) { return render(request, task); }")).toBeUndefined();
});
