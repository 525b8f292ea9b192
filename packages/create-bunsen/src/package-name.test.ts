import { expect, test } from "vitest";
import { packageNameOf } from "./package-name.ts";

const nameOf = (directory: string, exists = false) =>
  packageNameOf({ directory, exists, dependencies: ["react"] });

test.each([
  ["/home/ada/my-app", "my-app"],
  ["/home/ada/@acme/shop", "@acme/shop"],
  ["/home/ada/app.v2", "app.v2"],
])("an app in %s is the package %s", (directory, name) => {
  expect(nameOf(directory)).toBe(name);
});

test.each([
  ["/My App", /Try "my-app"/],
  ["/@acme/Shop", /Try "@acme\/shop"/],
  ["/Café", /Try "cafe"/],
  ["/.hidden", /Try "hidden"/],
  ["/react", /needs a package of that name itself\. Choose another name/],
  ["/node_modules", /Try "node-modules"/],
  ["/日本", /Choose another name/],
  ["/http", /core module/],
  ["/", /Choose another name/],
])("a new directory %s cannot be one: %s", (directory, sentence) => {
  expect(() => nameOf(directory)).toThrow(sentence);
});

test("a directory that is there already has a package like its name", () => {
  expect(nameOf("/My App", true)).toBe("my-app");
  expect(() => nameOf("/react", true)).toThrow(/needs a package of that name/);
});
