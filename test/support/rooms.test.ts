import { expect, test } from "vitest";
import { forbiddenImports, ROOMS } from "../../scripts/rooms.mjs";

const ROOM_LIST = ["top", "middle", "ground"];

function problemsOf(file: string, imported: string): string[] {
  return forbiddenImports([{ file, imports: [imported] }], ROOM_LIST);
}

test.each([
  ["a room below", "top/a.ts", "ground/b.ts"],
  ["its own room", "middle/a.ts", "middle/deep/b.ts"],
  ["any room, from beside the rooms", "index.ts", "ground/b.ts"],
])("a file may import from %s", (_, file, imported) => {
  expect(problemsOf(file, imported)).toEqual([]);
});

test.each([
  ["a room above", "ground/a.ts", "middle/b.ts", '"middle" is above "ground"'],
  ["a room above, from deep inside", "middle/deep/a.ts", "top/b.ts", '"top" is above "middle"'],
  ["a file beside the rooms", "top/a.ts", "index.ts", "nothing imports the files beside the rooms"],
  [
    "anywhere, from a room that nobody listed",
    "attic/a.ts",
    "ground/b.ts",
    '"attic", which is not in the list',
  ],
])("a file may not import from %s", (_, file, imported, problem) => {
  expect(problemsOf(file, imported)).toEqual([expect.stringContaining(problem)]);
});

test("no room is listed twice", () => {
  for (const rooms of Object.values(ROOMS)) expect(new Set(rooms).size).toBe(rooms.length);
});
