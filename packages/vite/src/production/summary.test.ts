import { expect, test } from "vitest";
import { formatSummary, sizesOf } from "./summary.ts";

const file = { path: "a.js", type: "text/javascript", etag: '"1"', immutable: true };

test("sizes are what browsers get: a variant where there is one", () => {
  const sizes = sizesOf([
    { ...file, size: 1000, encodings: { br: 300, gzip: 400 } },
    { ...file, size: 50 },
  ]);
  expect(sizes).toEqual({ files: 2, raw: 1050, gzip: 450, brotli: 350 });
});

const PLAIN = {
  directory: "dist",
  groups: {},
  executables: [],
  times: { parts: [], total: 0.4 },
  slowPages: [],
  paint: (_style: string, text: string) => text,
};

test("a summary says where the time went and which pages are slow, and leaves out what is quick", () => {
  const parts: [string, number][] = [
    ["compression", 1.26],
    ["browser", 12.04],
    ["packages", 0.001],
    ["smoke test", 0.3],
  ];
  const text = formatSummary({
    ...PLAIN,
    times: { parts, total: 14 },
    slowPages: [
      { path: "/reports/[2026]", milliseconds: 1204.4, client: { bytes: 812_300, gzip: 240_100 } },
      { path: "/\u001b[31mred", milliseconds: 48 },
    ],
  });
  expect(text.split("\n").slice(3)).toEqual([
    "",
    "        compression  browser  smoke test   total",
    "  time        1.3 s   12.0 s       0.3 s  14.0 s",
    "",
    "  slowest pages    responds in  browser    gzip",
    "  /reports/[2026]      1204 ms   812 kB  240 kB",
    "  /\\u001b[31mred         48 ms",
  ]);
});

test("a summary lines its numbers up, leaves empty groups out, and shares an executable between Bun and the app", () => {
  const text = formatSummary({
    ...PLAIN,
    directory: "dist",
    groups: {
      scripts: { files: 12, raw: 226_300, gzip: 71_500, brotli: 62_100 },
      styles: { files: 0, raw: 0, gzip: 0, brotli: 0 },
      server: { files: 1, raw: 1_437_000 },
    },
    executables: [
      {
        path: "dist/app",
        target: "linux-x64",
        libc: "glibc",
        size: 113_000_000,
        bunSize: 107_400_000,
        image: "gcr.io/distroless/base-debian12",
      },
      { path: "dist/app.exe", target: "windows-x64", size: 120_000_000 },
    ],
  });
  expect(text).toBe(`
dist/ is complete.
           files    size     gzip   brotli
  scripts     12  226 kB  71.5 kB  62.1 kB
  server       1  1.4 MB
  dist/app (linux-x64, glibc) 113 MB: Bun 107 MB, the app 5.6 MB; runs in gcr.io/distroless/base-debian12
  dist/app.exe (windows-x64) 120 MB

        total
  time  0.4 s`);
});
