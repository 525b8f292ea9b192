import { describe, expect, test, vi } from "vitest";
import type { CachedPage } from "./cached-page.ts";
import { type Storable, storedPage } from "./stored-page.ts";
import { LARGEST_BODY } from "./whole-body.ts";

const TEXT = "<p>lorem ipsum</p>".repeat(100);
const HTML = { "content-type": "text/html; charset=utf-8" };

function store(response: Response, changes: Partial<Storable> = {}): ReturnType<typeof storedPage> {
  const terms = { fresh: 60, stale: 30, tags: ["a"] };
  return storedPage({
    ...{
      response,
      text: undefined,
      terms,
      path: "/a",
      renderedAt: 1000,
      varied: [],
      isForAll: true,
      seconds: 5,
    },
    ...changes,
  });
}

async function page(response: Response, text?: string): Promise<CachedPage> {
  const stored = await store(response, { text });
  if (typeof stored === "string") throw new Error(`not stored: ${stored}`);
  return stored;
}

const etag = ({ plain }: CachedPage) => plain.etag;

describe("a stored page", () => {
  test.each([undefined, TEXT])("holds all of the response, and its terms", async (text) => {
    const { stored } = await page(new Response(TEXT, { headers: HTML }), text);
    expect(stored).toMatchObject({
      status: 200,
      path: "/a",
      renderedAt: 1000,
      fresh: 60,
      stale: 30,
      tags: ["a"],
    });
    expect(new TextDecoder().decode(stored.body)).toBe(TEXT);
  });

  test("has a tag that says whether its bytes are the same", async () => {
    const texts = [TEXT, TEXT, `${TEXT} `, "zürich 😀", "zürich 😀"];
    const [one, same, other, text, bytes] = await Promise.all(
      texts.map((each, index) => page(new Response(each), index % 2 === 1 ? each : undefined).then(etag)),
    );
    expect(one).toMatch(/^"[0-9a-f]{32}"$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(text).toBe(bytes);
  });

  test("may be empty", async () => {
    expect((await page(new Response(null, { headers: HTML }))).plain.body.byteLength).toBe(0);
  });
});

describe("is not stored", () => {
  test("what may not be; its body is left to the visitor", async () => {
    const response = new Response("mine", { headers: { "cache-control": "private" } });
    expect(await store(response)).toBe("cache-control");
    expect(await response.text()).toBe("mine");
  });

  test("an event stream, of which nothing is read", async () => {
    const [pull, cancel] = [vi.fn(), vi.fn()];
    const stream = new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
    const response = new Response(stream, {
      headers: { "content-type": "text/event-stream; charset=utf-8" },
    });
    expect(await store(response)).toBe("body");
    expect([pull.mock.calls.length, cancel.mock.calls.length]).toEqual([0, 1]);
  });

  test("a body of more bytes than may be stored, be it of fewer characters", async () => {
    const text = "ü".repeat(LARGEST_BODY / 2 + 1);
    expect(await store(new Response(text), { text })).toBe("body");
    expect(await store(new Response(text))).toBe("body");
  });

  test("a body that hangs, or breaks", async () => {
    const hanging = new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }));
    expect(await store(hanging, { seconds: 0.02 })).toBe("body");
    const broken = new Response(
      new ReadableStream({
        pull: (controller) => controller.error(new Error("broken")),
      }),
    );
    await expect(store(broken)).rejects.toThrow("broken");
  });
});
