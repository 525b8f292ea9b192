import { expect, test } from "vitest";
import { requestTarget } from "./target.ts";
import { TargetCache } from "./target-cache.ts";

/** The results, and the URLs that had to be parsed. */
function cachedTargets() {
  const read: string[] = [];
  const targets = new TargetCache((url, publicOrigin) => {
    read.push(url);
    return requestTarget(url, "/", publicOrigin);
  });
  return { targets, read };
}

test("a URL is taken apart once", () => {
  const { targets, read } = cachedTargets();
  const first = targets.of("http://a.example/x", undefined);
  expect(targets.of("http://a.example/x", undefined)).toBe(first);
  expect(first).toMatchObject({ path: { path: "/x" }, origin: "http://a.example" });
  expect(read).toHaveLength(1);
});

test("the same URL behind another proxy is another target", () => {
  const { targets } = cachedTargets();
  const origins = ["https://a.example", "https://b.example", "https://a.example", undefined];
  const found = origins.map((origin) => targets.of("http://inner/x", origin));
  expect(found).toMatchObject(origins.map((origin) => ({ origin: origin ?? "http://inner" })));
});

test.each([
  ["a search", "http://a.example/x?q=1"],
  ["a fault", "http://a.example/%zz"],
  ["a URL for one visitor", `http://a.example/${"x".repeat(300)}`],
])("%s is not kept", (_name, url) => {
  const { targets, read } = cachedTargets();
  targets.of(url, undefined);
  targets.of(url, undefined);
  expect(read).toHaveLength(2);
});

test("a flood of URLs takes no more memory than some", () => {
  const { targets, read } = cachedTargets();
  for (let time = 0; time < 2; time++)
    for (let index = 0; index < 2000; index++) targets.of(`http://a.example/${index}`, undefined);
  expect(read.length).toBeGreaterThan(3000);
});
