import { expect, test } from "vitest";
import { overlayPayload } from "./overlay.ts";

test("an error that brings its own place keeps it", () => {
  const error = Object.assign(new Error("syntax"), {
    loc: { file: "/app/a.tsx", line: 1, column: 2 },
    frame: "> 1",
  });
  expect(overlayPayload(error, "/app")).toMatchObject({
    message: "syntax",
    frame: "> 1",
    loc: { line: 1 },
  });
});

test("a thrown value that is no error is described", () => {
  expect(overlayPayload({ a: 1 }, "/app").message).toContain("a: 1");
});
