import { expect, test } from "vitest";
import { DeferredProps } from "./deferred.ts";
import { LateMarkup } from "./late.ts";
import { MarkupSink } from "./markup-sink.ts";

/** The late part of a page with these deferred props, as text; its shell is taken. */
function lateOf(promises: Record<string, Promise<unknown>>) {
  const props = new DeferredProps(promises, Object.keys(promises), () => undefined);
  const data = {
    get ended() {
      return props.ended;
    },
    ready: () => props.ready(),
    take: () =>
      props
        .take()
        .map(({ name }) => `[${name}]`)
        .join(""),
  };
  const sink = new MarkupSink("");
  sink.take();
  return { sink, late: new LateMarkup(data, sink) };
}

const pending = () => new Promise<never>(() => undefined);

test("a boundary that React has finished is sent after the last deferred prop was", async () => {
  const { sink, late } = lateOf({ a: Promise.resolve(1) });
  await late.ready();
  expect([late.take(), late.ended]).toEqual(["[a]", false]);
  sink.write("boundary");
  sink.end();
  await late.ready();
  expect([late.take(), late.ended]).toEqual(["boundary", true]);
});

test("a boundary that React has finished waits for no deferred prop", async () => {
  const { sink, late } = lateOf({ a: pending() });
  sink.write("boundary");
  sink.end();
  await late.ready();
  expect([late.take(), late.ended]).toEqual(["boundary", false]);
});

test("React's failure waits for no deferred prop", async () => {
  const { sink, late } = lateOf({ a: pending() });
  sink.destroy(new Error("midway"));
  await late.ready();
  expect([late.take(), late.ended, late.failure]).toEqual(["", true, new Error("midway")]);
});
