import { describe, expect, test } from "vitest";
import type { ServerOptions } from "../api/define-server.ts";
import { resolveSettings } from "../options/resolve.ts";
import { ReadyResponses } from "./ready-responses.ts";

const HOST = { host: "localhost:3000" };
const PAGE = "http://localhost:3000/page";

function readyFor(options: ServerOptions = {}): ReadyResponses | undefined {
  return ReadyResponses.for(resolveSettings(options, {}, false));
}

function asked(headers: Record<string, string> = {}, method = "GET", url = PAGE): Request {
  return new Request(url, { method, headers: { ...HOST, ...headers } });
}

/** A body that is the same until it is gone. */
function lasting(text = "body") {
  return {
    isGone: false,
    again(): string | undefined {
      return this.isGone ? undefined : text;
    },
  };
}

function made(text = "body", status = 200): Response {
  return new Response(text, { status, headers: { etag: '"1"', "content-type": "text/plain" } });
}

/** With one response. */
function withPage(options?: ServerOptions): ReadyResponses {
  const ready = readyFor(options);
  if (!ready) throw new Error("The pipeline has to see every request.");
  ready.keep(asked(), made(), lasting());
  return ready;
}

test("a request that says the same gets the same response", async () => {
  const response = withPage().respond(asked({ cookie: "a=1", "user-agent": "other" }));
  expect(response?.status).toBe(200);
  expect([...(response?.headers ?? [])]).toEqual([...made().headers]);
  expect(await response?.text()).toBe("body");
});

describe("the pipeline responds to", () => {
  test.each<[string, Request]>([
    ["another URL", asked({}, "GET", `${PAGE}?a`)],
    ["another method", asked({}, "HEAD")],
    ["another encoding", asked({ "accept-encoding": "gzip" })],
    ["another host", new Request(PAGE, { headers: { host: "LOCALHOST:3000" } })],
    [
      "a host that was sent twice",
      new Request(PAGE, { headers: { host: "localhost:3000, localhost:3000" } }),
    ],
    ["a request without a host", new Request(PAGE)],
    ["If-None-Match", asked({ "if-none-match": '"2"' })],
    ["If-Match", asked({ "if-match": '"1"' })],
    ["a range", asked({ range: "bytes=0-1" })],
  ])("%s", (_, request) => {
    expect(withPage().respond(request)).toBeUndefined();
  });

  test("an upgrade, where there are WebSockets", () => {
    const websocket = { path: "/socket", message: () => undefined };
    expect(withPage({ websocket }).respond(asked({ upgrade: "websocket" }))).toBeUndefined();
    expect(withPage().respond(asked({ upgrade: "websocket" }))).toBeDefined();
  });

  test("everything where code of the user or a proxy has a part in it", () => {
    const watching: ServerOptions[] = [
      { middleware: () => undefined },
      { around: (_, next) => next() },
      { onRequest: () => undefined },
      { requestLog: true },
      { trustProxy: 1 },
    ];
    for (const options of watching) expect(readyFor(options), Object.keys(options)[0]).toBeUndefined();
  });
});

test("what is no GET, no 200, or very long is not kept", () => {
  const ready = withPage();
  const long = `${PAGE}/${"x".repeat(600)}`;
  const other = `${PAGE}/other`;
  ready.keep(asked({}, "HEAD", other), made(), lasting());
  ready.keep(asked({}, "GET", other), made("part", 206), lasting());
  ready.keep(asked({}, "GET", long), made(), lasting());
  ready.keep(asked({ "accept-encoding": long }), made(), lasting());
  expect(ready.respond(asked({ "accept-encoding": long }))).toBeUndefined();
  expect(ready.respond(asked({}, "GET", other))).toBeUndefined();
  expect(ready.respond(asked({}, "GET", long))).toBeUndefined();
});

test("a body that is gone is forgotten, and each encoding has its own", async () => {
  const ready = withPage();
  const coded = lasting("coded");
  ready.keep(asked({ "accept-encoding": "gzip" }), made(), coded);
  expect(await ready.respond(asked({ "accept-encoding": "gzip" }))?.text()).toBe("coded");
  coded.isGone = true;
  expect(ready.respond(asked({ "accept-encoding": "gzip" }))).toBeUndefined();
  coded.isGone = false;
  expect(ready.respond(asked({ "accept-encoding": "gzip" }))).toBeUndefined();
  expect(await ready.respond(asked())?.text()).toBe("body");
});

test("its memory is bounded", () => {
  const ready = withPage();
  const urlOf = (index: number) => `${PAGE}/${index}`;
  for (let index = 0; index < 1001; index++) ready.keep(asked({}, "GET", urlOf(index)), made(), lasting());
  expect(ready.respond(asked())).toBeUndefined();
  expect(ready.respond(asked({}, "GET", urlOf(1000)))).toBeDefined();
  for (let index = 0; index < 9; index++)
    ready.keep(asked({ "accept-encoding": `x${index}` }), made(), lasting());
  const kept = Array.from({ length: 9 }, (_, index) =>
    ready.respond(asked({ "accept-encoding": `x${index}` })),
  );
  expect(kept.filter((response) => response)).toHaveLength(4);
});
