import { expect, test } from "vitest";
import { MarkupSink } from "./markup-sink.ts";
import { documentStream } from "./stream.ts";

interface Streamed {
  sink: MarkupSink;
  ends: string[];
  reader: ReadableStreamDefaultReader<Uint8Array>;
  next(): Promise<string | undefined>;
}

function stream(stylesFor: () => string | Promise<string> = () => ""): Streamed {
  const sink = new MarkupSink("");
  const ends: string[] = [];
  const reader = documentStream("<shell>", sink, stylesFor, (how) => ends.push(how)).getReader();
  const next = async () => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value);
  };
  return { sink, ends, reader, next };
}

test("the shell comes first, then what is late behind its styles, then the end", async () => {
  const { sink, ends, next } = stream(() => "<style>");
  expect(await next()).toBe("<shell>");
  sink.write("late");
  sink.flush();
  expect(await next()).toBe("<style>late");
  sink.end();
  expect(await next()).toBe("</body></html>");
  expect(await next()).toBeUndefined();
  expect(ends).toEqual(["complete"]);
});

test("React's failure breaks the transfer", async () => {
  const { sink, ends, next } = stream();
  await next();
  sink.destroy(new Error("midway"));
  await expect(next()).rejects.toThrow("midway");
  expect(ends).toEqual(["complete"]);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("no styles");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no styles"))],
])("a look-up of styles that %s breaks the transfer, and tells React to stop", async (_how, stylesFor) => {
  const { sink, ends, next } = stream(stylesFor);
  let closed = 0;
  sink.on("close", () => closed++);
  await next();
  sink.write("late");
  sink.flush();
  await expect(next()).rejects.toThrow("no styles");
  expect([ends, closed]).toEqual([["complete"], 1]);
});

test("a client that leaves tells React to stop", async () => {
  const { sink, ends, reader, next } = stream();
  let closed = 0;
  sink.on("close", () => closed++);
  await next();
  await reader.cancel();
  expect([ends, closed]).toEqual([["left"], 1]);
});
