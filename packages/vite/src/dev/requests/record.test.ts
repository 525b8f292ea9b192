import { expect, test } from "vitest";
import { phasesOf, type Span } from "./record.ts";

const span = (start: number, end?: number, kind: Span["kind"] = "server"): Span => ({
  name: "x",
  kind,
  start,
  end,
});

test("phases follow each other and are all of the time", () => {
  const spans = [span(1, 4, "middleware"), span(10, 40), span(12, 100)];
  const phases = phasesOf("page", spans, { loaded: 9, responded: 130, finished: 150 });
  expect(phases).toEqual({ prepare: 10, server: 90, render: 30, transfer: 20 });
});

test("a page without server functions is rendered once it is loaded", () => {
  expect(phasesOf("page", [], { loaded: 8, responded: 20, finished: undefined })).toEqual({
    prepare: 8,
    server: 0,
    render: 12,
  });
});

test("an endpoint has no render, and what is neither has only its response", () => {
  const moments = { loaded: 5, responded: 30, finished: 31 };
  expect(phasesOf("endpoint", [span(6, 20)], moments)).toEqual({
    prepare: 6,
    server: 24,
    render: 0,
    transfer: 1,
  });
  const file = phasesOf(undefined, [span(0, 2, "middleware")], { ...moments, loaded: undefined });
  expect(file).toEqual({ prepare: 30, server: 0, render: 0, transfer: 1 });
});

test("a server function that is not awaited ends with the response, however long it takes", () => {
  const moments = { loaded: 5, responded: 30, finished: 30 };
  expect(phasesOf("page", [span(6, 10), span(6)], moments).server).toBe(24);
  expect(phasesOf("page", [span(6, 900)], moments).server).toBe(24);
});
