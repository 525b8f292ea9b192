import { expect, test } from "vitest";
import { firstOwnFrame, overlayPayload } from "./overlay.ts";

const STACK = `Error: broken
    at query (/app/node_modules/db/index.js:10:3)
    at load (/app/src/data.server.ts:4:9)
    at /app/src/pages/index.server.ts:2:1`;

test("the first frame inside the project and outside its packages is the one to show", () => {
  expect(firstOwnFrame(STACK, "/app")).toEqual({ file: "/app/src/data.server.ts", line: 4, column: 9 });
  expect(firstOwnFrame(STACK, "/other")).toBeUndefined();
});

test("an error that brings its own place keeps it", async () => {
  const error = Object.assign(new Error("syntax"), {
    loc: { file: "/app/a.tsx", line: 1, column: 2 },
    frame: "> 1",
  });
  expect(await overlayPayload(error, "/app")).toMatchObject({
    message: "syntax",
    frame: "> 1",
    loc: { line: 1 },
  });
});

test("a thrown value that is no error is described", async () => {
  expect((await overlayPayload({ a: 1 }, "/app")).message).toContain("a: 1");
});
