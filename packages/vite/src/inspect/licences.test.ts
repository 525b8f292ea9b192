import { expect, test } from "vitest";
import { licencesOf } from "./licences.ts";
import { purlOf } from "./sbom.ts";

test.each<[string | undefined, object]>([
  ["MIT", { licenses: [{ license: { id: "MIT" } }] }],
  ["(MIT OR Apache-2.0)", { licenses: [{ expression: "(MIT OR Apache-2.0)" }] }],
  ["MIT AND (ISC OR BSD-3-Clause)", { licenses: [{ expression: "MIT AND (ISC OR BSD-3-Clause)" }] }],
  ["MIT OR Own", { licenses: [{ license: { name: "MIT OR Own" } }] }],
  ["(MIT OR ISC", { licenses: [{ license: { name: "(MIT OR ISC" } }] }],
  ["SEE LICENSE IN LICENSE.txt", { licenses: [{ license: { name: "SEE LICENSE IN LICENSE.txt" } }] }],
  ["UNLICENSED", { licenses: [{ license: { name: "UNLICENSED" } }] }],
  ["", {}],
  [undefined, {}],
])("%j", (licence, expected) => {
  expect(licencesOf(licence)).toEqual(expected);
});

test.each([
  ["react", "19.3.1", "pkg:npm/react@19.3.1"],
  ["@scope/name", "1.0.0-beta.1+build", "pkg:npm/%40scope/name@1.0.0-beta.1%2Bbuild"],
])("the package URL of %s@%s", (name, version, purl) => {
  expect(purlOf({ name, version })).toBe(purl);
});
