import { expect, test } from "vitest";
import { compareMarkup } from "./compare-markup.ts";

const page = (flat: string, first = "<p>a</p>", second = first) => ({
  path: "/a",
  flat,
  plain: [first, second] as const,
});

test("a page that is the same is the same", () => {
  expect(compareMarkup([page("<p>a</p>")])).toEqual({
    same: 1,
    differences: [],
    nondeterministic: [],
    unavailable: [],
  });
});

test("a page that differs is shown where it does", () => {
  const { differences } = compareMarkup([page("<p>b</p>")]);
  expect(differences).toEqual([
    '/a\n    React:  "<p>a</p>"\n    markup: "<p>b</p>"\n    from character 3 on',
  ]);
});

test("a page that is cut short differs", () => {
  expect(compareMarkup([page("<p>a")]).differences).toHaveLength(1);
});

test("a page that no two requests see alike says nothing", () => {
  expect(compareMarkup([page("<p>3</p>", "<p>1</p>", "<p>2</p>")])).toMatchObject({
    nondeterministic: ["/a"],
  });
});

test("a page without a response does not count as the same", () => {
  const verdict = compareMarkup([{ path: "/a", flat: undefined, plain: [undefined, undefined] }]);
  expect(verdict).toMatchObject({ same: 0, unavailable: ["/a"] });
});

test("the ids of builds do not count", () => {
  const data = (id: string) => `<script data-build="${id}">`;
  expect(compareMarkup([page(data("a"), data("b"), data("b"))]).same).toBe(1);
});

test("nonces do not count", () => {
  const nonce = (value: string) => `<script nonce="${value}">`;
  expect(compareMarkup([page(nonce("a"), nonce("b"), nonce("c"))]).same).toBe(1);
});
