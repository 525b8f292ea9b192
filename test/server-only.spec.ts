import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openPage } from "./support/browser.ts";
import { buildApp } from "./support/build.ts";
import { type AppFiles, writeApp, writeFiles } from "./support/fixture.ts";
import { getRaw } from "./support/raw.ts";
import { rawText } from "./support/raw-response.ts";
import { type RunningServer, startDev } from "./support/serve.ts";
import { spellings } from "./support/spellings.ts";

const CANARY = "canary-90e4d2ab";

const LEAKING: AppFiles = {
  "src/pages/index.tsx": 'import { Card } from "../components/card";\nexport default () => <Card />;\n',
  "src/components/card.tsx":
    'import { secret } from "../data.server";\nexport const Card = () => <p>{secret.length}</p>;\n',
  "src/data.server.ts": `export const secret = "${CANARY}";\nexport interface Row { id: number }\n`,
};

const TYPES_ONLY = `
import type { Row } from "../data.server";
import { type Row as Again } from "../data.server";
export type { Row as Exported } from "../data.server";
export const Card = () => { const row: Row & Again = { id: 7 }; return <p>row {row.id}</p>; };
`;

const CHAIN = /src\/pages\/index\.tsx[\s\S]*src\/components\/card\.tsx[\s\S]*src\/data\.server\.ts/;

describe("a component that imports a .server file", () => {
  test("fails the build with the chain of imports", async () => {
    const { code, output } = await buildApp(writeApp(LEAKING));
    expect(code).not.toBe(0);
    expect(output).toMatch(CHAIN);
    expect(output).not.toMatch(/^\s+at .+:\d+:\d+/m);
    expect(output).not.toContain(CANARY);
  });

  test("may import its types", async () => {
    const { code, output } = await buildApp(writeApp({ ...LEAKING, "src/components/card.tsx": TYPES_ONLY }));
    expect(code, output).toBe(0);
  });

  test.each([
    [
      "dynamically",
      'export const load = () => import("../data.server");\nexport const Card = () => <p onClick={load}>x</p>;\n',
    ],
    ["by re-export", 'export { secret } from "../data.server";\nexport const Card = () => <p>x</p>;\n'],
    ["for its side effect", 'import "../data.server";\nexport const Card = () => <p>x</p>;\n'],
    ["with ?raw", 'import text from "../data.server.ts?raw";\nexport const Card = () => <p>{text}</p>;\n'],
    [
      "as a namespace",
      'import * as data from "../data.server";\nexport const Card = () => <p>{data.secret}</p>;\n',
    ],
  ])("fails the build also when it does so %s", async (_how, card) => {
    const page = 'import * as card from "../components/card";\nexport default () => <p>{String(card)}</p>;\n';
    const app = writeApp({ ...LEAKING, "src/pages/index.tsx": page, "src/components/card.tsx": card });
    const { code, output } = await buildApp(app);
    expect(code).not.toBe(0);
    expect(output).toMatch(CHAIN);
  });

  test.each(["bun:sqlite", "node:fs", "bun"])("fails the build also for %s", async (name) => {
    const card = `import * as it from "${name}";\nexport const Card = () => <p>{Object.keys(it).length}</p>;\n`;
    const { code, output } = await buildApp(writeApp({ ...LEAKING, "src/components/card.tsx": card }));
    expect(code).not.toBe(0);
    expect(output).toMatch(/src\/pages\/index\.tsx[\s\S]*src\/components\/card\.tsx/);
    expect(output).toContain(name);
  });

  test("is an error in dev that the browser shows and the next good save heals", async () => {
    const directory = writeApp(LEAKING);
    const server = await startDev(directory);
    const { page, connected } = await openPage(server, "/");
    const overlay = page.locator("vite-error-overlay");
    await overlay.waitFor({ state: "attached" });
    expect(await overlay.evaluate((element) => element.shadowRoot?.textContent)).toMatch(CHAIN);
    expect(await page.content()).not.toContain(CANARY);
    await connected();
    writeFiles(directory, { "src/components/card.tsx": TYPES_ONLY });
    await expect.poll(() => page.locator("p").allTextContents()).toEqual(["row 7"]);
    expect(await overlay.count()).toBe(0);
  });
});

/** Every spelling from a tool; the plain ones also from a script tag and the address bar. */
function questions(file: string, absolute: string): [target: string, headers: Record<string, string>][] {
  const plain = [`/${file}`, `/${file}?import`, `/${file}?raw`, `/@fs${absolute}`];
  return [
    ...spellings(file, absolute).map((target): [string, Record<string, string>] => [target, {}]),
    ...plain.map((target): [string, Record<string, string>] => [target, { "Sec-Fetch-Dest": "script" }]),
    ...plain.map((target): [string, Record<string, string>] => [target, { Accept: "text/html" }]),
  ];
}

describe("what the dev server must not send", () => {
  const secretFiles = {
    "src/pages/index.server.ts": "a page's companion",
    "src/pages/api/secret.ts": "an endpoint",
    "src/database.server.ts": "a helper",
    "src/server.ts": "the server module",
  };
  let server: RunningServer;
  beforeAll(async () => {
    const marked = (file: string) => `export const marker = "${CANARY} ${file}";\n`;
    server = await startDev(
      writeApp({
        "src/pages/index.tsx": "export default ({ props }) => <p>{props.length}</p>;\n",
        "src/pages/index.server.ts": `import { marker as other } from "../database.server";\n${marked("companion")}export default () => ({ props: { length: (marker + other).length } });\n`,
        "src/database.server.ts": marked("database"),
        "src/pages/api/secret.ts": `${marked("endpoint")}export const GET = () => ({ length: marker.length });\n`,
        "src/server.ts": `import { defineServer } from "@bunsen/runtime";\n${marked("server")}export default defineServer({});\n`,
      }),
    );
    // Warm: what was never loaded on the server might be missing only because nothing knows it yet.
    expect((await server.fetch("/")).status).toBe(200);
    expect((await server.fetch("/api/secret")).status).toBe(200);
  });

  test.each(Object.entries(secretFiles))("%s, %s, in any spelling of its URL", async (file) => {
    const leaks: string[] = [];
    for (const [target, headers] of questions(file, join(server.dir, file))) {
      const response = await getRaw(server, target, headers);
      if (rawText(response).includes(CANARY)) leaks.push(`${response.status} ${target}`);
    }
    expect([...new Set(leaks)]).toEqual([]);
    expect((await server.fetch("/")).status).toBe(200);
  });
});
