import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { StoredPage } from "../../api/cache-store.ts";
import { type Storable, storedPage } from "./stored-page.ts";

const TEXT = "<p>lorem ipsum</p>".repeat(100);
const HTML = { "content-type": "text/html; charset=utf-8" };

function store(response: Response, changes: Partial<Storable> = {}): ReturnType<typeof storedPage> {
  const terms = { fresh: 60, stale: 30, tags: ["a"] };
  return storedPage({
    ...{ response, terms, path: "/a", renderedAt: 1000, varied: [], isForAll: true, seconds: 5 },
    ...changes,
  });
}

async function page(response: Response): Promise<StoredPage> {
  const stored = await store(response);
  if (typeof stored === "string") throw new Error(`not stored: ${stored}`);
  return stored;
}

const etag = ({ headers }: StoredPage) =>
  new Headers(headers.map(([name, value]) => [name, value])).get("etag");

describe("a stored page", () => {
  test("holds all of the answer, its terms, and two smaller forms of the same bytes", async () => {
    const stored = await page(new Response(TEXT, { headers: HTML }));
    expect(stored).toMatchObject({
      status: 200,
      path: "/a",
      renderedAt: 1000,
      fresh: 60,
      stale: 30,
      tags: ["a"],
    });
    const { gzip, zstd } = stored.encoded;
    expect(new TextDecoder().decode(stored.body)).toBe(TEXT);
    expect(gunzipSync(gzip ?? "").toString()).toBe(TEXT);
    expect(zstdDecompressSync(zstd ?? "").toString()).toBe(TEXT);
  });

  test("has a tag that says whether its bytes are the same", async () => {
    const [one, same, other] = await Promise.all(
      [TEXT, TEXT, `${TEXT} `].map((text) => page(new Response(text))),
    );
    expect(one && etag(one)).toMatch(/^"[\w-]{22}"$/);
    expect(same && etag(same)).toBe(one && etag(one));
    expect(other && etag(other)).not.toBe(one && etag(one));
  });

  test.each<[string, BodyInit, HeadersInit]>([
    ["is short", "short", HTML],
    ["is compressed already", TEXT, { ...HTML, "content-encoding": "br" }],
    ["is an image", TEXT, { "content-type": "image/png" }],
    ["has no type", new Uint8Array(2000), {}],
    ["would not get smaller", crypto.getRandomValues(new Uint8Array(5000)), HTML],
  ])("that %s has one form", async (_, body, headers) => {
    expect((await page(new Response(body, { headers }))).encoded).toEqual({});
  });

  test("may be empty", async () => {
    expect((await page(new Response(null, { headers: HTML }))).body.byteLength).toBe(0);
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
