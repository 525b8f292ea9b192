import { describe, expect, test } from "vitest";
import { holdWhileSending, holdWhileWorking } from "./idle-timeout.ts";

function connection(finite?: boolean) {
  const seconds: number[] = [];
  const server = { timeout: (_: Request, value: number) => void seconds.push(value) } as Bun.Server<unknown>;
  return { seconds, connection: { server, finite } };
}

function request(method = "GET", headers = {}): Request {
  return new Request("http://a/", { method, headers });
}

describe("while the handler works", () => {
  test.each([
    ["GET", {}, 0],
    ["HEAD", {}, 0],
    ["POST", { "content-length": "0" }, 0],
    ["POST", { "content-length": "10" }, 24],
    ["POST", { "content-length": "40000" }, 255],
    ["PUT", { "transfer-encoding": "chunked" }, 255],
  ])("%s with %j has %d seconds", (method, headers, expected) => {
    const { seconds, connection: to } = connection();
    holdWhileWorking(request(method, headers), to, 20);
    expect(seconds).toEqual([expected]);
  });
});

describe("while the response is sent", () => {
  test.each<[string, boolean | undefined, number, boolean, number]>([
    ["a complete body", true, 200, false, 75],
    ["an event stream", undefined, 200, true, 0],
    ["another body", undefined, 200, false, 255],
    ["no content", undefined, 204, false, 75],
    ["a redirect", undefined, 302, false, 75],
    ["an error", undefined, 404, false, 75],
  ])("%s", (_, finite, status, isEventStream, expected) => {
    const { seconds, connection: to } = connection(finite);
    holdWhileSending(request(), to, new Response(null, { status }), isEventStream, 75);
    expect(seconds).toEqual([expected]);
  });
});
