import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findMuslLoader, RUNS_MUSL } from "../../scripts/tools.mjs";
import { compileApp, moveOutside } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { outsideDirectory } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";
import { startBinary, startServer } from "../support/serve.ts";

const APP: AppFiles = {
  "src/pages/index.tsx": "export default () => <h1>page</h1>;\n",
  "src/pages/api/bytecode.ts": `
import { bytecodeOrderStats } from "bun:jsc";
export const GET = () => bytecodeOrderStats();
`,
  "public/letters.txt": "letters",
};

/** What Debian's libstdc++ wants of glibc and musl does not have; Alpine's own is built without. */
const SHIM = `
#include <stddef.h>
extern size_t strftime_l();
extern long getrandom(void *, size_t, unsigned);
unsigned arc4random(void) { unsigned value; getrandom(&value, sizeof value, 0); return value; }
size_t __strftime_l(char *s, size_t n, const char *f, const void *t, void *l) { return strftime_l(s, n, f, t, l); }
int __cxa_thread_atexit_impl(void (*f)(void *), void *a, void *d) { return 0; }
char __libc_single_threaded = 0;
int _dl_find_object(void *p, void *r) { return -1; }
int __cpu_indicator_init(void) { return 0; }
unsigned __cpu_model[4];
`;

/** Libraries for programs that musl's loader runs. */
function muslLibraries(): string {
  const directory = mkdtempSync(join(outsideDirectory(), "musl-"));
  const shim = join(directory, "shim.c");
  writeFileSync(shim, SHIM);
  const name = "ld-linux-x86-64.so.2";
  const flags = ["-shared", "-fPIC", "-nostdlib", `-Wl,-soname,${name}`, "-o", join(directory, name), shim];
  const made = spawnSync("gcc", flags, { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`gcc could not make ${name}: ${made.stderr}`);
  for (const library of ["libstdc++.so.6", "libgcc_s.so.1"]) {
    const found = spawnSync("gcc", [`-print-file-name=${library}`], { encoding: "utf8" }).stdout.trim();
    if (!existsSync(found)) throw new Error(`gcc knows no ${library}`);
    copyFileSync(found, join(directory, library));
  }
  return directory;
}

// Elsewhere there is no loader of musl, or the library in between does not fit.
test.skipIf(!RUNS_MUSL)(
  "an executable for musl runs on musl's loader, without any of glibc",
  {
    // The first one downloads Bun for musl.
    timeout: 180_000,
  },
  async () => {
    const loader = findMuslLoader();
    if (loader === undefined) throw new Error("no loader of musl found: run npm test, which installs it");
    const libraries = muslLibraries();
    const directory = writeApp(APP);
    const { code, output } = await compileApp(directory, "--target", "linux-x64-musl");
    expect(code, output).toBe(0);
    expect(output).toMatch(/dist\/app \(linux-x64-musl, musl\).*alpine \(with libstdc\+\+ and libgcc\)/);
    expect(output).not.toMatch(/smoke test of dist\/app/);
    const home = moveOutside(directory);
    const app = join(home, "dist/app");
    const port = await freePort();
    const server = await startServer(loader, ["--library-path", libraries, app], port, home, {
      cwd: "/",
      environment: { PORT: String(port) },
    });
    expect(await (await server.fetch("/")).text()).toContain("<h1>page</h1>");
    expect(await (await server.fetch("/letters.txt")).text()).toBe("letters");
  },
);

test("a profile lays out the bytecode that a start and the first pages use", async () => {
  const directory = writeApp(APP);
  const { code, output } = await compileApp(directory, "--profile");
  expect(code, output).toBe(0);
  const home = moveOutside(directory);
  const server = await startBinary(home);
  await server.fetch("/");
  const { hot } = (await (await server.fetch("/api/bytecode")).json()) as { hot: number; cold: number };
  expect(hot).toBeGreaterThan(100);
});

test("a profile without bytecode is refused", async () => {
  const { code, output } = await compileApp(writeApp(APP), "--profile", "--no-bytecode");
  expect([code, output]).toEqual([1, expect.stringMatching(/bytecode is off/)]);
});
