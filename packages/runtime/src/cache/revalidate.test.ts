import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeStore } from "./fake-store.test-support.ts";
import { CachedPage } from "./model/cached-page.ts";
import { PageCache } from "./page-cache.ts";
import { addCache, cache, revalidatePath, revalidateTag } from "./revalidate.ts";
import { memoryStore } from "./stores/memory.ts";
import { testPage } from "./test-pages.ts";

const never = new PageCache({ store: memoryStore(), namespace: "1", maximumBytes: 1e6 });
const { store } = fakeStore();
const always = new PageCache({ store, namespace: "2", maximumBytes: 1e6 });

async function fill(pages: PageCache, path: string, tags: string[] = []): Promise<void> {
  await pages.obtain(path, {
    path,
    seconds: 1,
    render: async () => ({ page: new CachedPage(testPage({ path, tags })) }),
  });
}

const cached = (pages: PageCache, ...paths: string[]) => paths.filter((path) => pages.find(path));

test("before any app has started there is nothing to drop, and nothing to count", async () => {
  await revalidatePath("/a");
  await revalidateTag("a");
  await cache.clear();
  expect(cache.stats()).toMatchObject({ store: "none", entries: 0, bytes: 0, hits: 0, storeFailures: 0 });
});

describe("with two apps in one process", () => {
  beforeEach(async () => {
    addCache(never, "never");
    addCache(always, "always");
    await Promise.all(["/a", "/b"].map((path) => fill(never, path, [path.slice(1)])));
    await Promise.all(["/a/", "/b/"].map((path) => fill(always, path, [path.slice(1, 2)])));
  });

  test("a path is dropped in both, in the spelling of each", async () => {
    await revalidatePath("//%61/");
    expect([cached(never, "/a", "/b"), cached(always, "/a/", "/b/")]).toEqual([["/b"], ["/b/"]]);
  });

  test("a tag, and everything", async () => {
    await revalidateTag("a");
    expect([cached(never, "/a", "/b"), cached(always, "/a/", "/b/")]).toEqual([["/b"], ["/b/"]]);
    await cache.clear();
    expect([cached(never, "/a", "/b"), cached(always, "/a/", "/b/")]).toEqual([[], []]);
  });

  test("takes effect before it resolves, and never rejects", async () => {
    const invalidating = Promise.withResolvers<void>();
    store.invalidate.mockReturnValueOnce(invalidating.promise);
    const revalidated = revalidateTag("a");
    expect([cached(never, "/a"), cached(always, "/a/")]).toEqual([[], []]);
    const settled = vi.fn();
    revalidated.then(settled);
    await Bun.sleep(1);
    expect(settled).not.toHaveBeenCalled();
    invalidating.resolve();
    await revalidated;
  });

  test("counts are of both", () => {
    expect(cache.stats()).toMatchObject({ store: "memory", entries: 4 });
    expect(cache.stats().renders).toBe(never.stats.renders + always.stats.renders);
  });
});

test.each(["", "a", "/a?b", "/a#b", "https://a.example/", "/%5c", "/%00", "/a/%2e%2e/b", undefined, 1, null])(
  "%j is no path",
  (path) => {
    expect(() => revalidatePath(path as string)).toThrow(
      expect.objectContaining({ code: "REVALIDATE_PATH" }),
    );
  },
);

test.each(["", "a".repeat(257), "\ud800", undefined, ["a"]])("%j is no tag", (tag) => {
  expect(() => revalidateTag(tag as string)).toThrow(expect.objectContaining({ code: "REVALIDATE_TAG" }));
});
