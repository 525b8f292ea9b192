import { describe, expect, test } from "vitest";
import { UrlFiles } from "./url-files.ts";

describe("files that browser code names by a URL", () => {
  const files = new UrlFiles();
  files.add("/app/src/worker.ts");
  files.addGlob("/app/src/flags/*.svg");
  files.addGlob("/app/src/icons/*/small-*.svg");

  test.each(["/app/src/worker.ts", "/app/src/flags/nl.svg", "/app/src/icons/a/small-b.svg"])(
    "have %s",
    (file) => {
      expect(files.has(file)).toBe(true);
    },
  );

  test.each([
    "/app/src/worker.tsx",
    "/app/src/flags/.svg",
    "/app/src/flags/deep/nl.svg",
    "/app/src/icons/small-b.svg",
    "/app/src/icons/a/b.svg",
    "/app/src/flags/nl.json",
    "/app/src/flags/nl.svg.ts",
    "/app/src/nl.svg",
  ])("do not have %s", (file) => {
    expect(files.has(file)).toBe(false);
  });
});
