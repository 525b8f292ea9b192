// Run by cached-page-memory.test.ts, in a process of its own: prints what a cached page takes, measured and as it counts itself.
import { CachedPage } from "./cached-page.ts";
import { storedHeaders } from "./stored-headers.ts";

const COUNT = 4000;
const [forms = 1, ownHeaders = 0, bodyBytes = 0] = process.argv.slice(2).map(Number);
const encodings = (["zstd", "gzip"] as const).slice(0, forms - 1);

function makePage(number: number): CachedPage {
  const own = new Headers({ "content-type": "text/html; charset=utf-8", "x-frame-options": "SAMEORIGIN" });
  for (let at = 0; at < ownHeaders; at++) own.set(`x-own-${at}`, `${number} ${at}`.padEnd(100, "-"));
  const terms = { fresh: 60, stale: 60, tags: ["a"] };
  const etag = `"${String(number).padEnd(22, "-")}"`;
  return new CachedPage({
    status: 200,
    headers: storedHeaders(own, { terms, isForAll: true, varied: [], etag }),
    body: new Uint8Array(bodyBytes),
    encoded: Object.fromEntries(encodings.map((encoding) => [encoding, new Uint8Array(bodyBytes)])),
    renderedAt: Date.now(),
    fresh: 60,
    stale: 60,
    path: `/${number}`,
    tags: ["a"],
  });
}

/** Has the page make all that it makes at the first request of each kind. */
function use(page: CachedPage): void {
  for (const encoding of ["identity", ...encodings]) {
    const request = new Request("http://a.example/", { headers: { "accept-encoding": encoding } });
    page.answer(request, "HIT", false);
    page.answer(request, "HIT", true);
  }
}

/** Once the allocator, which gives memory back in a thread of its own, has no more to give. */
function residentBytes(): number {
  for (let last = Number.POSITIVE_INFINITY; ; ) {
    Bun.gc(true);
    Bun.sleepSync(100);
    Bun.gc(true);
    Bun.shrink();
    const bytes = process.memoryUsage.rss();
    if (bytes >= last) return last;
    last = bytes;
  }
}

function hold(count: number): CachedPage[] {
  const pages = Array.from({ length: count }, (_, number) => makePage(number));
  for (const page of pages) use(page);
  return pages;
}

// What the engine takes once, for code and caches.
hold(500);
const before = residentBytes();
const pages = hold(COUNT);
const measured = (residentBytes() - before) / COUNT;
const counted = pages.reduce((sum, page) => sum + page.bytes, 0) / COUNT;
console.log(JSON.stringify({ measured, counted }));
