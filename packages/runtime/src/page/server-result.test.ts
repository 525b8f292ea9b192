import { expect, test } from "vitest";
import { checkServerResult } from "./server-result.ts";

test.each([
  [{ "Content-Encoding": "gzip" }, "Content-Encoding"],
  [new Headers({ "content-length": "3" }), "content-length"],
  [[["Transfer-Encoding", "chunked"]], "Transfer-Encoding"],
  [{ connection: "close" }, "connection"],
])("responseOptions.headers %j is refused", (headers, name) => {
  const check = () => checkServerResult({ responseOptions: { headers } }, "page.server.ts");
  expect(check).toThrow(
    `returned responseOptions.headers as headers with ${name}. Return headers without it`,
  );
});

test("other headers of responseOptions are the user's choice", () => {
  const headers = { "content-type": "text/plain", etag: '"a"' };
  expect(() => checkServerResult({ responseOptions: { headers } }, "page.server.ts")).not.toThrow();
});

test.each([
  ["response_options", "responseOptions"],
  ["res_transform", "resTransform"],
  ["cache_page", "cachePage"],
  ["cache_expiry", "cacheExpiry"],
])("Bunext's %s is refused with our name", (theirs, ours) => {
  expect(() => checkServerResult({ [theirs]: undefined }, "a.server.ts")).toThrow(
    `"${theirs}". Did you mean "${ours}"?`,
  );
});
