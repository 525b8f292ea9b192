import { expect, test } from "vitest";
import { isOwnPage } from "./own-page.ts";

const host = "localhost:5173";

test.each([
  [{ host, "sec-fetch-site": "same-origin" }, true],
  [{ host, "sec-fetch-site": "none" }, true],
  [{ host, "sec-fetch-site": "same-site", origin: `http://${host}` }, false],
  [{ host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, false],
  // Browsers say less over plain HTTP from another machine, and programs say nothing.
  [{ host }, true],
  [{ host, origin: `http://${host}` }, true],
  [{ host, origin: "http://localhost:1" }, false],
  [{ host, origin: "null" }, false],
])("%o may read: %s", (headers, may) => expect(isOwnPage(headers, false)).toBe(may));

test("the page itself, which tells nothing, may be linked to but not embedded", () => {
  expect(isOwnPage({ host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, true)).toBe(true);
  expect(isOwnPage({ host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }, true)).toBe(false);
});
