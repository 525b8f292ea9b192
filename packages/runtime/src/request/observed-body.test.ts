import { expect, test } from "vitest";
import { type BodyEnd, observeBody } from "./observed-body.ts";

function observed(source: UnderlyingDefaultSource<Uint8Array>): { response: Response; ends: BodyEnd[] } {
  const ends: BodyEnd[] = [];
  const response = observeBody(new Response(new ReadableStream(source)), (end) => ends.push(end));
  return { response, ends };
}

test("a body that is read to its end", async () => {
  const { response, ends } = observed({
    start(controller) {
      controller.enqueue(new Uint8Array(5));
      controller.close();
    },
  });
  expect((await response.bytes()).byteLength).toBe(5);
  expect(ends).toEqual([{ error: undefined, bytes: 5 }]);
});

test("a body that fails", async () => {
  const { response, ends } = observed({ pull: (controller) => controller.error(new Error("broken")) });
  await expect(response.bytes()).rejects.toThrow("broken");
  expect(ends).toEqual([{ error: "body_failed", bytes: 0 }]);
});

test("a client that leaves while the body waits for more is told of once", async () => {
  let cancelled = false;
  const { response, ends } = observed({
    cancel() {
      cancelled = true;
    },
  });
  const reader = response.body?.getReader();
  const reading = reader?.read();
  await reader?.cancel();
  await reading;
  await new Promise((resolve) => setImmediate(resolve));
  expect(cancelled).toBe(true);
  expect(ends).toEqual([{ error: "client_left", bytes: 0 }]);
});

test("a client that leaves a body that has failed is not told of it as a rejection", async () => {
  const { response, ends } = observed({ start: (controller) => controller.error(new Error("broken")) });
  await expect(response.body?.cancel()).resolves.toBeUndefined();
  expect(ends).toEqual([{ error: "client_left", bytes: 0 }]);
});
