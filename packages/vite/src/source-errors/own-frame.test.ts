import { expect, test } from "vitest";
import { firstOwnFrame } from "./own-frame.ts";

const STACK = `Error: broken
    at query (/app/node_modules/db/index.js:10:3)
    at load (/app/src/data.server.ts:4:9)
    at /app/src/pages/index.server.ts:2:1`;

test("the first frame inside the project and outside its packages is the one to show", () => {
  expect(firstOwnFrame(STACK, "/app")).toEqual({ file: "/app/src/data.server.ts", line: 4, column: 9 });
  expect(firstOwnFrame(STACK, "/other")).toBeUndefined();
});

test.each([
  ["at Cart (src/pages/(shop)/cart.tsx:5:15)", "/app/src/pages/(shop)/cart.tsx"],
  ["at async src/data.ts:5:15", "/app/src/data.ts"],
  ["at Table.read [as all] (/app/src/data.ts:5:15)", "/app/src/data.ts"],
])("%s is a frame of the project", (frame, file) => {
  expect(firstOwnFrame(`Error\n    ${frame}`, "/app")).toEqual({ file, line: 5, column: 15 });
});

test.each([
  "at native:1:11",
  "at bun:main:1:1",
  "at read (node:internal/fs:2:3)",
  "at node_modules/db/index.js:4:5",
  "and at src/data.ts:1:1",
])("%s is none", (frame) => {
  expect(firstOwnFrame(`Error\n    ${frame}`, "/app")).toBeUndefined();
});
