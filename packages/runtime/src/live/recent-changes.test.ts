import { expect, test } from "vitest";
import { RecentChanges } from "./recent-changes.ts";

test("a topic has changed since a time if its last change is not before it", () => {
  const changes = new RecentChanges(100);
  changes.add("a", 200);
  changes.add("a", 300);
  expect([250, 300, 301].map((since) => changes.hasChanged(["b", "a"], since))).toEqual([true, true, false]);
  expect(changes.hasChanged(["b"], 150)).toBe(false);
});

test("before the process knew of changes, anything may have changed", () => {
  const changes = new RecentChanges(100);
  expect([99, 100].map((since) => changes.hasChanged(["a"], since))).toEqual([true, false]);
  changes.addAll(500);
  expect([499, 500].map((since) => changes.hasChanged(["a"], since))).toEqual([true, false]);
});

test("what is forgotten counts as unknown", () => {
  const changes = new RecentChanges(0);
  for (let topic = 0; topic <= 10_000; topic++) changes.add(String(topic), topic + 1);
  expect(changes.hasChanged(["0"], 0.5)).toBe(true);
  expect(changes.hasChanged(["1"], 1.5)).toBe(true);
  expect(changes.hasChanged(["unknown"], 1.5)).toBe(false);
});
