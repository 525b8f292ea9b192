import { expect, test } from "vitest";
import { testPage } from "../test-pages.ts";
import { PageMemory } from "./page-memory.ts";

const memoryOf = (maximumEntries: number) =>
  new PageMemory({ maximumBytes: 100 * maximumEntries, maximumEntries, bytesOf: () => 100 });

const page = testPage();

test("a flood of pages that are asked for once pushes out none that is asked for often", () => {
  const memory = memoryOf(1000);
  const popular = Array.from({ length: 500 }, (_, number) => `popular ${number}`);
  for (const key of popular) memory.write(key, page, 0);
  for (const key of popular) memory.read(key);
  let misses = 0;
  for (let number = 0; number < 200_000; number++) {
    memory.write(`flood ${number}`, page, 0);
    if (number % 100 === 0 && !memory.read(popular[(number / 100) % 500] ?? "")) misses += 1;
  }
  expect(misses).toBe(0);
  expect(memory.entries).toBe(1000);
});

test("a flood that asks for each page twice pushes out hardly any that is asked for more often", () => {
  const memory = memoryOf(1000);
  const popular = Array.from({ length: 200 }, (_, number) => `popular ${number}`);
  for (const key of popular) for (let use = 0; use < 4; use++) memory.read(key) ?? memory.write(key, page, 0);
  let misses = 0;
  for (let number = 0; number < 100_000; number++) {
    memory.write(`flood ${number}`, page, 0);
    memory.read(`flood ${number}`);
    if (number % 2 === 0 && !memory.read(popular[(number / 2) % 200] ?? "")) misses += 1;
  }
  expect(misses).toBeLessThan(500);
});

test("a page that becomes popular during a flood gets in, even if it is asked for again only after it left", () => {
  const memory = memoryOf(1000);
  const ask = (key: string) => memory.read(key) !== undefined || !memory.write(key, page, 0);
  for (let number = 0; number < 1000; number++) for (let use = 0; use < 2; use++) ask(`in use ${number}`);
  const found: boolean[] = [];
  for (let number = 0; number < 10_000; number++) {
    ask(`another flood ${number}`);
    if (number % 500 === 0) found.push(ask("new"));
  }
  expect(found.slice(0, 3)).toEqual([false, false, true]);
  expect(found.slice(2).every(Boolean)).toBe(true);
});

test("what was popular leaves when nobody asks for it any more", () => {
  const memory = memoryOf(100);
  for (let use = 0; use < 5; use++) memory.read("old") ?? memory.write("old", page, 0);
  for (let number = 0; number < 2000; number++) {
    memory.write(`${number}`, page, 0);
    memory.read(`${number}`);
  }
  expect(memory.read("old")).toBeUndefined();
});

test("an eviction looks at a bounded number of pages, though all of them are in use", () => {
  const count = 100_000;
  const memory = memoryOf(count);
  for (let number = 0; number < count; number++) memory.write(`${number}`, page, 0);
  for (let use = 0; use < 3; use++) for (let number = 0; number < count; number++) memory.read(`${number}`);
  const started = performance.now();
  memory.write("one more", page, 0);
  expect(performance.now() - started).toBeLessThan(10);
});
