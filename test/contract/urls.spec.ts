import { describe, expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { shown } from "./shown.ts";

describeModes("contract", (app) => {
  describe("ctx sees one spelling", () => {
    const seen = async (target: string) =>
      shown(rawText(await getRaw(app, target))) as Record<string, unknown>;

    test.each([
      ["/companions/context/%61da", "/companions/context/ada", "ada"],
      ["/companions/x/../context/ada", "/companions/context/ada", "ada"],
      ["/companions/context/a%2fb", "/companions/context/a%2Fb", "a/b"],
      ["/companions/context/%c3%a9", "/companions/context/%C3%A9", "é"],
      ["/companions/context/a%7Cb", "/companions/context/a|b", "a|b"],
    ])("of %s", async (target, path, id) => {
      const fields = await seen(`${target}?q=%61`);
      // A raw request has no port in its Host header.
      expect(fields.url).toBe(`http://127.0.0.1${path}?q=%61`);
      expect(fields.requestUrl).toBe(fields.url);
      expect(fields.params).toEqual({ id });
    });
  });

  test.each(["/x.css", "%2f.css", ";.js", "/..%2fstatic/a.js", "/%2e%2e%2fx.png"])(
    "a suffix (%s) makes no public file of a personal page",
    async (suffix) => {
      const response = await getRaw(app, `/companions/none${suffix}`);
      expect(response.status).toBe(404);
      expect(rawHeader(response, "cache-control")).toBe("no-store");
      expect(rawHeader(await getRaw(app, "/companions/context/x.css"), "cache-control")).toBe(
        "private, no-cache",
      );
    },
  );
});
