import { describe, expect, onTestFinished, test, vi } from "vitest";
import { log } from "../diagnostics/log.ts";
import { Health } from "./health.ts";

const PATHS = { live: "/_bunsen/live", ready: "/_bunsen/ready", check: undefined };
const page = (status = 200) => vi.fn(() => new Response("page", { status }));

async function statusOf(health: Health, path: string, method = "GET"): Promise<number | undefined> {
  return (await health.respond(`http://a.com${path}`, method))?.status;
}

describe("paths", () => {
  const health = new Health(PATHS, page());

  test.each(["/_bunsen/live", "/_bunsen/live?x=1", "/_bunsen/ready", "/_bunsen/ready?"])(
    "%s is answered",
    async (path) => {
      expect(await statusOf(health, path)).toBe(200);
      expect(await statusOf(health, path, "HEAD")).toBe(200);
    },
  );

  test.each(["/", "/_bunsen", "/_bunsen/lively", "/_bunsen/live/", "/x/_bunsen/live", "/?/_bunsen/live"])(
    "%s is not",
    (path) => expect(health.respond(`http://a.com${path}`, "GET")).toBeUndefined(),
  );

  test("they are answered without a Host, too", async () => {
    expect((await health.respond("/_bunsen/live", "GET"))?.status).toBe(200);
    expect(health.respond("/", "GET")).toBeUndefined();
    expect(health.respond("http://a.com", "GET")).toBeUndefined();
  });

  test("other methods are refused, and no response is kept", async () => {
    expect(await statusOf(health, "/_bunsen/live", "POST")).toBe(405);
    expect((await health.respond("http://a/_bunsen/ready", "GET"))?.headers.get("cache-control")).toBe(
      "no-store",
    );
  });
});

describe("readiness", () => {
  test("renders once, shared by probes that come together", async () => {
    const render = page();
    const health = new Health(PATHS, render);
    expect(await Promise.all([1, 2, 3].map(() => statusOf(health, PATHS.ready)))).toEqual([200, 200, 200]);
    await statusOf(health, PATHS.ready);
    expect(render).toHaveBeenCalledTimes(1);
  });

  test.each([200, 302, 401, 404, 421])("is there when the page answers %d", async (status) => {
    expect(await statusOf(new Health(PATHS, page(status)), PATHS.ready)).toBe(200);
  });

  test("is not there until the page can be rendered", async () => {
    const render = page(500);
    const health = new Health(PATHS, render);
    expect(await statusOf(health, PATHS.ready)).toBe(503);
    render.mockImplementation(() => new Response("page"));
    expect(await statusOf(health, PATHS.ready)).toBe(200);
  });

  test.each<[string, () => unknown, number]>([
    ["nothing", () => undefined, 200],
    ["true", () => true, 200],
    ["a promise of true", () => Promise.resolve(true), 200],
    ["false", () => Promise.resolve(false), 503],
    ["null", () => null, 503],
    ["a word", () => "down", 503],
    ["an object", () => Promise.resolve({ status: "down" }), 503],
    ["a response", () => Promise.resolve(new Response(null, { status: 500 })), 503],
    ["an error", () => new Error("no database"), 503],
    ["a rejection", () => Promise.reject(new Error("no database")), 503],
    [
      "a throw",
      () => {
        throw new Error("no database");
      },
      503,
    ],
  ])("with a check that gives %s", async (_, check, status) => {
    const health = new Health({ ...PATHS, check: check as () => boolean }, page());
    expect(await statusOf(health, PATHS.ready)).toBe(status);
    expect(await statusOf(health, PATHS.live)).toBe(200);
  });

  test("says nothing of why to the outside", async () => {
    const check = () => Promise.reject(new Error("secret"));
    const response = await new Health({ ...PATHS, check }, page()).respond("http://a/_bunsen/ready", "GET");
    expect(await response?.text()).toBe("not ready");
  });

  test("a problem is in the log once, until there is another one or it comes again", async () => {
    const logged = vi.spyOn(log, "warn").mockReturnValue(undefined);
    onTestFinished(() => logged.mockRestore());
    let problem: string | undefined;
    const check = () => (problem === undefined ? undefined : Promise.reject(new Error(problem)));
    const health = new Health({ ...PATHS, check }, page());
    const logs: (string | undefined)[] = [];
    for (problem of ["no database", "no database", "no disk", undefined, "no disk", "no disk"]) {
      logged.mockClear();
      await statusOf(health, PATHS.ready);
      logs.push(
        ...(logged.mock.calls.length === 0 ? [undefined] : logged.mock.calls.map(([message]) => message)),
      );
    }
    const says = (what: string) => expect.stringContaining(what);
    expect(logs).toEqual([
      says("no database"),
      undefined,
      says("no disk"),
      undefined,
      says("no disk"),
      undefined,
    ]);
  });

  test("ends when the server drains, also for a probe under way; liveness stays", async () => {
    const checked = Promise.withResolvers<void>();
    const health = new Health({ ...PATHS, check: () => checked.promise }, page());
    const underWay = statusOf(health, PATHS.ready);
    health.drain();
    checked.resolve();
    expect(await underWay).toBe(503);
    expect(await statusOf(health, PATHS.ready)).toBe(503);
    expect(await statusOf(health, PATHS.live)).toBe(200);
  });

  test("a check that hangs is not ready after five seconds", async () => {
    vi.useFakeTimers();
    try {
      const health = new Health({ ...PATHS, check: () => new Promise(() => undefined) }, page());
      const status = statusOf(health, PATHS.ready);
      await vi.advanceTimersByTimeAsync(5000);
      expect(await status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
});
