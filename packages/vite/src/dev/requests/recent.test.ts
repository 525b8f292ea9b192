import { expect, test, vi } from "vitest";
import { MOST_REQUESTS, RecentRequests } from "./recent.ts";
import type { RequestRecord } from "./record.ts";

test("only the last requests are remembered", () => {
  const recent = new RecentRequests();
  for (let count = 0; count < MOST_REQUESTS + 5; count++) recent.begin("GET", `/${count}`);
  const paths = recent.list().map(({ path }) => path);
  expect([paths.length, paths[0], paths.at(-1)]).toEqual([MOST_REQUESTS, "/5", `/${MOST_REQUESTS + 4}`]);
});

test("news are told together, until nobody listens", async () => {
  const recent = new RecentRequests();
  const told: RequestRecord[][] = [];
  const end = recent.subscribe((changed) => told.push([...changed]));
  const trace = recent.begin("GET", "/");
  trace.responded(200);
  trace.finished("sent", 12);
  trace.finished("left", 0);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject([{ path: "/", status: 200, bytes: 12, end: "sent" }]);
  end();
  recent.begin("GET", "/unheard");
  await Bun.sleep(100);
  expect(told).toHaveLength(1);
});

test("work knows the request that it is for, across whatever it awaits", async () => {
  const recent = new RecentRequests();
  const traces = [recent.begin("GET", "/a"), recent.begin("GET", "/b")];
  const seen = await Promise.all(
    traces.map((trace) =>
      recent.during(trace, async () => {
        await Bun.sleep(5);
        return recent.current;
      }),
    ),
  );
  expect(seen).toEqual(traces);
  expect(recent.current).toBeUndefined();
});

test("code that does not end cannot fill the memory", () => {
  const recent = new RecentRequests();
  const trace = recent.begin("GET", "/");
  for (let count = 0; count < 1000; count++) trace.begin("server", "x.ts")();
  expect(recent.list()[0]?.spans.length).toBeLessThan(100);
});
