import { expect, test } from "vitest";
import { withUrl } from "./request-url.ts";

const HREF = "https://example.com/a";

test("the request says another URL, also as a clone and as a copy, and is still itself", async () => {
  const request = new Request("http://internal:3000//a", {
    method: "POST",
    body: "text",
    headers: { a: "b" },
  });
  const renamed = withUrl(request, HREF);
  expect(renamed).toBe(request);
  expect(renamed.url).toBe(HREF);
  expect(renamed.clone().url).toBe(HREF);
  expect(renamed.clone().clone().url).toBe(HREF);
  expect(new Request(renamed.clone()).url).toBe(HREF);
  expect(renamed.headers.get("a")).toBe("b");
  expect(await renamed.text()).toBe("text");
});

test("a second rename counts", () => {
  const request = withUrl(new Request("http://internal/"), HREF);
  expect(withUrl(request, "https://example.com/b").clone().url).toBe("https://example.com/b");
});

test("a URL that is right is left alone", () => {
  const request = new Request(HREF);
  expect(Object.keys(Object.getOwnPropertyDescriptors(withUrl(request, HREF)))).toEqual(
    Object.keys(Object.getOwnPropertyDescriptors(request)),
  );
});
