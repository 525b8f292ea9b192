import { expect, test } from "vitest";
import { runBunsen } from "../support/build.ts";
import { writeApp } from "../support/fixture.ts";

/** Milliseconds: more than the pages beside them take on a busy machine. */
const SLOW = 700;
const SLOWER = 1400;

const APP = {
  "src/pages/index.tsx": "export default () => <h1>quick</h1>;\n",
  "src/pages/slow.tsx": "export default () => <h1>slow</h1>;\n",
  "src/pages/slow.server.ts": `export default async () => { await Bun.sleep(${SLOW}); };\n`,
  "src/pages/slower/[id].tsx": `
export const config = { prerender: () => ["/slower/first"] };
export default () => <h1>slower</h1>;
`,
  "src/pages/slower/[id].server.ts": `export default async () => { await Bun.sleep(${SLOWER}); };\n`,
};

test("a build ends with where its time went, and with its slowest pages", async () => {
  const directory = writeApp(APP);
  const { code, output } = await runBunsen(directory, ["build"]);
  expect(code, output).toBe(0);
  const [heading = "", row = ""] = /^( +browser .*total)\n( {2}time .*)$/m.exec(output)?.slice(1) ?? [];
  expect(heading.length).toBe(row.length);
  const parts = heading.trim().split(/ {2,}/);
  const seconds = row
    .trim()
    .split(/ {2,}/)
    .slice(1)
    .map((text) => Number(/^(\d+\.\d) s$/.exec(text)?.[1]));
  expect(parts).toEqual(expect.arrayContaining(["browser", "server", "prerender", "smoke test", "total"]));
  const timeOf = (part: string) => seconds[parts.indexOf(part)] ?? Number.NaN;
  expect(timeOf("prerender")).toBeGreaterThanOrEqual(SLOWER / 1000);
  expect(timeOf("smoke test")).toBeGreaterThanOrEqual(SLOW / 1000);
  const sum = seconds.slice(0, -1).reduce((total, part) => total + part, 0);
  // Each is rounded.
  expect(sum).toBeLessThanOrEqual(timeOf("total") + 0.05 * parts.length);

  const pages =
    /^ {2}slowest pages .*gzip\n((?: {2}\/.*\n?)+)/m.exec(output)?.[1]?.trimEnd().split("\n") ?? [];
  expect(pages[0]).toMatch(/^ {2}\/slower\/first +\d{4} ms +2\d\d kB +\d\d\.\d kB$/);
  expect(pages[1]).toMatch(/^ {2}\/slow +\d+ ms +2\d\d kB +\d\d\.\d kB$/);
  expect(Number(/(\d+) ms/.exec(pages[1] ?? "")?.[1])).toBeGreaterThanOrEqual(SLOW);
  expect(output).not.toContain("\u001b");
});

test("a build lists the files that it writes only with --verbose", async () => {
  const directory = writeApp({ "src/pages/index.tsx": "export default () => <h1>quick</h1>;\n" });
  const line = /^dist\/client\/assets\/.+ kB/m;
  const folded = await runBunsen(directory, ["build"]);
  expect(folded.output).not.toMatch(line);
  expect(folded.output).toMatch(/✓ built in .*\n[\s\S]*dist\/ is complete\.\n[\s\S]* scripts +\d/);
  expect((await runBunsen(directory, ["build", "--verbose"])).output).toMatch(line);
});

test("a build that is to be quiet says nothing of it", async () => {
  const { code, output } = await runBunsen(writeApp(APP), ["build", "--logLevel", "warn"]);
  expect([code, output]).toEqual([0, ""]);
});
