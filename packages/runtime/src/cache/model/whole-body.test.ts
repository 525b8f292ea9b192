import { describe, expect, test, vi } from "vitest";
import { wholeBody } from "./whole-body.ts";

const MB = 1_048_576;

/** A body of these chunks; what comes after them is `end`'s. */
function body(
  chunks: unknown[],
  end: (controller: ReadableStreamDefaultController) => void | Promise<void>,
  cancel = vi.fn(),
) {
  const left = [...chunks];
  const pull = (controller: ReadableStreamDefaultController) => {
    if (left.length > 0) controller.enqueue(left.shift());
    else return end(controller);
  };
  return { stream: new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), cancel };
}

const close = (controller: ReadableStreamDefaultController) => controller.close();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a whole body", () => {
  test("is put together from its chunks", async () => {
    const { stream } = body([bytes("a"), bytes(""), "b", bytes("c")], close);
    expect(await wholeBody(stream, 5)).toEqual(bytes("abc"));
  });

  test("may be none, or empty", async () => {
    expect(await wholeBody(null, 5)).toEqual(new Uint8Array());
    expect(await wholeBody(body([], close).stream, 5)).toEqual(new Uint8Array());
  });

  test("may be as large as the bound, to the byte", async () => {
    const megabyte = new Uint8Array(MB);
    const all = Array.from({ length: 32 }, () => megabyte);
    expect((await wholeBody(body(all, close).stream, 5))?.byteLength).toBe(32 * MB);
    expect(await wholeBody(body([...all, bytes("a")], close).stream, 5)).toBeUndefined();
  });
});

describe("a body that is not whole", () => {
  test("when it breaks: the error, not the half", async () => {
    const { stream } = body([bytes("half of ")], (controller) => controller.error(new Error("broken")));
    await expect(wholeBody(stream, 5)).rejects.toThrow("broken");
  });

  test("when it hangs: given up after its time, and cancelled", async () => {
    const { stream, cancel } = body([bytes("a")], () => new Promise(() => undefined));
    const started = performance.now();
    expect(await wholeBody(stream, 0.05)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("when it drips without end: given up after its time", async () => {
    const { stream, cancel } = body([], async (controller) => {
      await Bun.sleep(1);
      controller.enqueue(bytes("a"));
    });
    expect(await wholeBody(stream, 0.05)).toBeUndefined();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("when it is endless: given up soon after the bound", async () => {
    let megabytes = 0;
    const { stream, cancel } = body([], (controller) => {
      megabytes += 1;
      controller.enqueue(new Uint8Array(MB));
    });
    expect(await wholeBody(stream, 5)).toBeUndefined();
    expect(megabytes).toBeLessThanOrEqual(34);
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("when its source cannot be cancelled, all the same", async () => {
    const cancel = vi.fn(() => Promise.reject(new Error("no")));
    const { stream } = body([], () => new Promise(() => undefined), cancel);
    expect(await wholeBody(stream, 0.02)).toBeUndefined();
    expect(cancel).toHaveBeenCalledOnce();
  });
});
