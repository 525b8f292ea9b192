import { describe, expect, it } from "vitest";
import type { ClientFiles } from "./file-representation.ts";
import { type CanonicalPath, canonicalizePath } from "./path.ts";
import { serveFile } from "./serve-file.ts";
import { type StaticFile, StaticFiles } from "./static-files.ts";

const TEXT = "0123456789";

function describeFile(path: string, more: Partial<StaticFile> = {}): StaticFile {
  const type = "text/plain; charset=utf-8";
  return { path, type, size: TEXT.length, etag: `"${path}"`, immutable: false, ...more };
}

/** Files in memory, as an executable has them, that count how often each is opened. */
class MemoryFiles implements ClientFiles {
  readonly opened: string[] = [];
  readonly contents: Record<string, string>;
  constructor(contents: Record<string, string>) {
    this.contents = contents;
  }
  open(path: string): Blob {
    this.opened.push(path);
    const content = this.contents[path];
    if (content === undefined) throw Object.assign(new Error("gone"), { code: "ENOENT" });
    return new Blob([content]);
  }
}

const path = (text: string): CanonicalPath => canonicalizePath(text) as CanonicalPath;

async function ask(
  files: StaticFiles,
  target: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const file = files.find(path(target));
  if (!file) throw new Error(`${target} is no file`);
  return serveFile(new Request(`http://localhost${target}`, { headers }), file);
}

describe("StaticFiles", () => {
  const files = new StaticFiles(
    { "/a.txt": describeFile("a.txt"), "/assets/b-1.js": describeFile("assets/b-1.js", { immutable: true }) },
    new MemoryFiles({}),
  );

  it("finds what was built, and what is public below /public too", () => {
    expect(files.find(path("/a.txt"))).toBe(files.find(path("/a.txt")));
    expect(files.find(path("/public/a.txt"))).toBeDefined();
    expect(files.find(path("/assets/b-1.js"))?.immutable).toBe(true);
  });

  it("finds nothing else", () => {
    for (const target of [
      "/",
      "/b.txt",
      "/public/b.txt",
      "/public",
      "/public/public/a.txt",
      "/public/assets/b-1.js",
    ]) {
      expect(files.find(path(target)), target).toBeUndefined();
    }
    for (const key of ["constructor", "__proto__", "/__proto__", "toString"]) {
      expect(files.find({ path: key, segments: [], redirect: false }), key).toBeUndefined();
    }
  });
});

describe("serveFile", () => {
  it("opens a small file once, however many ask at the same time", async () => {
    const source = new MemoryFiles({ "a.txt": TEXT });
    const files = new StaticFiles({ "/a.txt": describeFile("a.txt") }, source);
    const together = await Promise.all([1, 2, 3].map(() => ask(files, "/a.txt")));
    for (const response of together) expect(await response.text()).toBe(TEXT);
    expect(await (await ask(files, "/a.txt", { range: "bytes=2-4" })).text()).toBe("234");
    expect(source.opened).toEqual(["a.txt"]);
  });

  it("opens a large file each time, and never the whole of it for a part", async () => {
    const size = 1024 * 1024 + 1;
    const source = new MemoryFiles({ "a.txt": "x".repeat(size - 1).concat("y") });
    const files = new StaticFiles({ "/a.txt": describeFile("a.txt", { size }) }, source);
    expect((await (await ask(files, "/a.txt")).text()).length).toBe(size);
    expect(await (await ask(files, "/a.txt", { range: "bytes=-2" })).text()).toBe("xy");
    expect(source.opened).toHaveLength(2);
  });

  it("sends the smallest variant that is accepted, with an ETag of its own", async () => {
    const source = new MemoryFiles({ "a.txt": TEXT, "a.txt.br": "br", "a.txt.gz": "gzipped" });
    const file = describeFile("a.txt", { encodings: { gzip: 7, br: 2 } });
    const files = new StaticFiles({ "/a.txt": file }, source);
    const brotli = await ask(files, "/a.txt", { "accept-encoding": "gzip, br" });
    expect(brotli.headers.get("content-encoding")).toBe("br");
    expect(brotli.headers.get("etag")).toBe('"a.txt-br"');
    expect(await brotli.text()).toBe("br");
    const gzip = await ask(files, "/a.txt", { "accept-encoding": "gzip" });
    expect(gzip.headers.get("etag")).toBe('"a.txt-gzip"');
    for (const response of [brotli, gzip, await ask(files, "/a.txt")]) {
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
    }
    const other = { "accept-encoding": "gzip", "if-none-match": '"a.txt-br"' };
    expect((await ask(files, "/a.txt", other)).status).toBe(200);
  });

  it("responds with 404 while a file is missing or replaced, and serves it when it is back", async () => {
    const source = new MemoryFiles({});
    const files = new StaticFiles({ "/a.txt": describeFile("a.txt") }, source);
    const gone = await ask(files, "/a.txt");
    expect(gone.status).toBe(404);
    expect(gone.headers.get("cache-control")).toBe("no-store");
    source.contents["a.txt"] = "other length";
    expect((await ask(files, "/a.txt")).status).toBe(404);
    source.contents["a.txt"] = TEXT;
    expect(await (await ask(files, "/a.txt")).text()).toBe(TEXT);
  });

  it("responds with 500 if a file cannot be read, and never rejects", async () => {
    const source: ClientFiles = {
      open: () => Object.assign(new Blob([TEXT]), { arrayBuffer: () => Promise.reject(new Error("EMFILE")) }),
    };
    const files = new StaticFiles({ "/a.txt": describeFile("a.txt") }, source);
    expect((await ask(files, "/a.txt")).status).toBe(500);
  });

  it("keeps its headers to itself", async () => {
    const files = new StaticFiles({ "/a.txt": describeFile("a.txt") }, new MemoryFiles({ "a.txt": TEXT }));
    (await ask(files, "/a.txt")).headers.set("x-other", "1");
    expect((await ask(files, "/a.txt")).headers.get("x-other")).toBeNull();
  });
});
