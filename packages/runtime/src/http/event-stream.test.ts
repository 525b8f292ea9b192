import { describe, expect, test } from "vitest";
import { isEventStream, openEventStream } from "./event-stream.ts";

const GET = new Request("http://a/");
const FOREVER = { patience: 0, disconnect: () => undefined };
const init = { status: 203, headers: { "content-type": "text/event-stream", "x-a": "1" } };

/** A stream whose events are sent by hand. */
function events(...first: string[]) {
  const seen = { cancelled: undefined as unknown };
  let controller: ReadableStreamDefaultController<string> | undefined;
  const stream = new ReadableStream<string>({
    start(given) {
      controller = given;
      for (const text of first) given.enqueue(text);
    },
    cancel(reason) {
      seen.cancelled = reason;
    },
  });
  return { response: new Response(stream as unknown as ReadableStream, init), seen, controller };
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array | string> | undefined) {
  const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
  if (done) return undefined;
  return typeof value === "string" ? value : new TextDecoder().decode(value);
}

test.each([
  ["text/event-stream", true],
  ["Text/Event-Stream; charset=utf-8", true],
  ["text/plain", false],
])("%s: %s", (type, expected) => {
  expect(isEventStream(new Response("", { headers: { "content-type": type } }))).toBe(expected);
  expect(isEventStream(new Response(null))).toBe(false);
});

describe("a stream", () => {
  test("that has an event begins with it", async () => {
    const { response, controller } = events("data: 1\n\n");
    const reader = (await openEventStream(GET, response, FOREVER)).body?.getReader();
    expect(await read(reader)).toBe("data: 1\n\n");
    controller?.enqueue("data: 2\n\n");
    expect(await read(reader)).toBe("data: 2\n\n");
    controller?.close();
    expect(await read(reader)).toBeUndefined();
  });

  test("that has none yet begins with a comment, and loses nothing", async () => {
    const { response, controller } = events();
    const opened = await openEventStream(GET, response, FOREVER);
    expect([opened.status, opened.headers.get("x-a")]).toEqual([203, "1"]);
    const reader = opened.body?.getReader();
    expect(await read(reader)).toBe(":\n\n");
    controller?.enqueue("data: 1\n\n");
    controller?.close();
    expect(await read(reader)).toBe("data: 1\n\n");
    expect(await read(reader)).toBeUndefined();
  });

  test("that breaks breaks", async () => {
    const { response, controller } = events();
    const reader = (await openEventStream(GET, response, FOREVER)).body?.getReader();
    await read(reader);
    controller?.error(new Error("broken"));
    await expect(read(reader)).rejects.toThrow("broken");
  });

  test("is told that the client left", async () => {
    const { response, seen } = events();
    const { body } = await openEventStream(GET, response, FOREVER);
    await body?.cancel("gone");
    expect(seen.cancelled).toBe("gone");
  });
});

test("HEAD, and what has no body, are left alone", async () => {
  const { response } = events();
  expect(await openEventStream(new Request("http://a/", { method: "HEAD" }), response, FOREVER)).toBe(
    response,
  );
  const empty = new Response(null, init);
  expect(await openEventStream(GET, empty, FOREVER)).toBe(empty);
});

test("ends where the client does not read what is there, and its source with it", async () => {
  const cancelled = Promise.withResolvers<unknown>();
  const source = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\n")),
    cancel: (reason) => cancelled.resolve(reason),
  });
  const response = new Response(source, { headers: { "content-type": "text/event-stream" } });
  const reader = (await openEventStream(GET, response, { ...FOREVER, patience: 0.05 })).body?.getReader();
  await reader?.read();
  expect(String(await cancelled.promise)).toContain("does not read");
  await expect(reader?.read()).rejects.toThrow("does not read");
});
