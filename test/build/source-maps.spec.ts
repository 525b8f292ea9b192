import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compileAlone } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { startBinary, startBuilt } from "../support/serve.ts";

const APP: AppFiles = {
  "src/deep.server.ts": `
export interface Query {
  id: number;
}

export function readRow(query: Query): never {
  // A comment and types, which no line of the bundle has.
  throw new TypeError(\`no row \${query.id}\`);
}
export async function readLate(id: number): Promise<never> {
  await Promise.resolve();
  return readRow({ id });
}
`,
  "src/pages/api/fail.ts": `
import { readLate } from "../../deep.server";

export const GET = async () => {
  const value = await readLate(7);
  return value;
};
`,
  "src/pages/api/late.ts": `
import { readLate, readRow } from "../../deep.server";

export const GET = ({ query }: { query: { how: string } }) => {
  if (query.how === "rejection") void readLate(8);
  else setTimeout(() => readRow({ id: 9 }), 0);
  return { fine: true };
};
`,
  "src/pages/index.tsx": "export default () => <p>page</p>;\n",
  "src/pages/render.tsx": `
function Broken({ items }: { items?: string[] }) {
  return <p>{items!.length}</p>;
}
export default function Page({ query }: { query: { fail?: string } }) {
  return query.fail ? <Broken /> : <p>page</p>;
}
`,
};

describe.each([
  ["bun", startBuilt],
  ["binary", startBinary],
] as const)("in %s", (_mode, start) => {
  let home: string;
  beforeAll(async () => {
    home = await built();
  });

  test("so do those of what nobody caught", async () => {
    const server = await start(home);
    await server.fetch("/api/late?how=rejection");
    await expect
      .poll(() => server.log())
      .toContain("TypeError: no row 8\n    at readRow (src/deep.server.ts:8:13)");
    expect((await server.fetch("/")).status).toBe(200);
    await server.fetch("/api/late?how=timer");
    expect(await server.process.exited).toBe(1);
    expect(server.log()).toMatch(/TypeError: no row 9\n {4}at (readRow \()?src\/deep\.server\.ts:8:13/);
  });

  test("stacks in the log name places and functions of the sources", async () => {
    const server = await start(home);
    expect((await server.fetch("/api/fail")).status).toBe(500);
    await expect.poll(() => server.log()).toContain("src/pages/api/fail.ts");
    expect(server.log()).toContain(
      [
        "TypeError: no row 7",
        "    at readRow (src/deep.server.ts:8:13)",
        "    at readLate (src/deep.server.ts:12:10)",
      ].join("\n"),
    );
    expect(server.log()).toMatch(/at async src\/pages\/api\/fail\.ts:5:\d+/);
    expect((await server.fetch("/render?fail=1")).status).toBe(500);
    await expect.poll(() => server.log()).toContain("    at Broken (src/pages/render.tsx:3:");
    expect(server.log()).not.toContain("app.js:");
  });

  test("no map is served, and none of them is in a response", async () => {
    const server = await start(home);
    for (const path of [
      "/server/app.js.map",
      "/app.js.map",
      "/source-maps/app.js.map.zst",
      "/../server/app.js.map",
    ]) {
      expect((await server.fetch(path)).status, path).toBe(404);
    }
    expect(await (await server.fetch("/api/fail")).text()).not.toMatch(/deep\.server|app\.js/);
  });
});

test.each(["missing", "broken"])("a map that is %s leaves errors in the log as they are", async (how) => {
  const home = await built();
  const map = join(home, "dist/server/app.js.map");
  const content = readFileSync(map);
  if (how === "missing") rmSync(map);
  else writeFileSync(map, content.subarray(0, 1000));
  try {
    const server = await startBuilt(home);
    expect((await server.fetch("/api/fail")).status).toBe(500);
    await expect.poll(() => server.log()).toMatch(/TypeError: no row 7\n\s+at \S+ \(.*app\.js:\d+:\d+\)/);
  } finally {
    writeFileSync(map, content);
  }
});

test("an executable has no text of the sources", async () => {
  expect(readFileSync(join(await built(), "dist/app")).includes("which no line of the bundle has")).toBe(
    false,
  );
});

let home: Promise<string> | undefined;

function built(): Promise<string> {
  home ??= compileAlone(writeApp(APP));
  return home;
}
