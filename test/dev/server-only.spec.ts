import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LINK_WAYS, writeLinkedApp } from "../build/server-only-links.ts";
import { CANARY } from "../build/server-only-styles.ts";
import {
  appWith,
  inDirectory,
  LEAKING,
  OWN_APP_WAYS,
  PACKAGE,
  TYPES_ONLY,
  WAYS,
} from "../build/server-only-ways.ts";
import { openPage } from "../support/browser.ts";
import { writeApp, writeFiles } from "../support/fixture.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { type RunningServer, startDev } from "../support/serve.ts";
import { spellings } from "../support/spellings.ts";

const CHAIN = /src\/pages\/index\.tsx[\s\S]*src\/components\/card\.tsx[\s\S]*src\/data\.server\.ts/;

test("a component that imports a server file is an error that the browser shows and the next good save heals", async () => {
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

/** Asks for a page, and for all that it and what it loads name, which `found` does not have yet. */
async function crawl(server: RunningServer, page: string, found: Map<string, string>): Promise<void> {
  const visit = async (url: URL): Promise<void> => {
    if (url.origin !== server.origin || found.has(url.href) || url.pathname.startsWith("/@vite/")) return;
    found.set(url.href, "");
    const text = await (await server.fetch(url.pathname + url.search)).text();
    found.set(url.href, text);
    for (const [, path = ""] of text.matchAll(/["'`(](\.{0,2}\/[^"'`()\s\\]+)/g)) {
      if (URL.canParse(path, url)) await visit(new URL(path, url));
    }
  };
  await visit(new URL(page, server.origin));
}

describe("what browser code reaches", () => {
  test("is not sent, whatever way it goes", async () => {
    const image = appWith('import image from "./logo.svg";\nexport { image };\n', {
      "src/components/logo.svg": "<svg/>\n",
    });
    const ways = [...WAYS, ...OWN_APP_WAYS].map(([, files]) => files);
    const apps = [...ways, image].map((files, index) => inDirectory(`way${index}`, files));
    const server = await startDev(writeApp(Object.assign({}, ...apps, PACKAGE)));
    const found = new Map<string, string>();
    for (const index of apps.keys()) await crawl(server, `/way${index}`, found);
    const leaks = [...found].filter(([, text]) => text.includes(CANARY)).map(([url]) => url);
    expect(leaks).toEqual([]);
    // It has got as far as the files in question.
    const seen = [...found.keys()];
    for (const url of [/components\/work\.ts\?worker_file/, /deps\/mixed\.js/, /logo\.svg/]) {
      expect(seen).toContainEqual(expect.stringMatching(url));
    }
  });

  test("is not sent by a symbolic link with the name of a server file, or to one", async () => {
    const server = await startDev(writeLinkedApp());
    const found = new Map<string, string>();
    for (const [index, [way]] of LINK_WAYS.entries()) {
      await crawl(server, `/link${index}`, found);
      for (const path of ["link.server.ts", "link.server.css", ".server/plain.ts"]) {
        for (const query of ["", "?import", "?raw", "?url"]) {
          const url = `/src/link${index}/${path}${query}`;
          found.set(`${way}: ${url}`, await (await server.fetch(url)).text());
        }
      }
    }
    const leaks = [...found].filter(([, text]) => text.includes(CANARY)).map(([url]) => url);
    expect(leaks).toEqual([]);
    for (const index of LINK_WAYS.keys()) {
      expect([...found.keys()]).toContainEqual(
        expect.stringContaining(`/src/link${index}/components/card.tsx`),
      );
    }
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

const marked = (file: string) => `export const marker = "${CANARY} ${file}";\n`;

/** What is nobody's business, by what it is; `src/pages/index.tsx` is all that browser code consists of. */
const PRIVATE: Record<string, [file: string, content: string]> = {
  "a page's companion": [
    "src/pages/index.server.ts",
    `import { marker as other } from "../database.server";
import { key } from "../.server/key";
import { help } from "../help";
import rows from "../rows.json";
import prompt from "../prompt.txt";
${marked("companion")}export default () => ({ props: { length: (marker + other + key + help).length + rows.length + prompt.length } });
`,
  ],
  "an endpoint": [
    "src/pages/api/secret.ts",
    `${marked("endpoint")}export const GET = () => ({ length: marker.length });\n`,
  ],
  "a helper": ["src/database.server.ts", marked("database")],
  "a helper in a directory": ["src/.server/key.ts", `export const key = "${CANARY}";\n`],
  "the server module": [
    "src/server.ts",
    `import { defineServer } from "@bunsen/runtime";\n${marked("server")}export default defineServer({});\n`,
  ],
  "the instrumentation": ["src/instrumentation.server.ts", marked("instrumentation")],
  "what only the server imports": ["src/help.ts", `export const help = "${CANARY}";\n`],
  "data that only the server imports": ["src/rows.json", `["${CANARY}"]\n`],
  "text that only the server imports": ["src/prompt.txt", `${CANARY}\n`],
  "a file that nobody imports": ["src/notes.md", `${CANARY}\n`],
  "an image that nobody imports": ["src/plan.svg", `<svg><desc>${CANARY}</desc></svg>\n`],
  "a script that nobody imports": ["scripts/deploy.ts", marked("deploy")],
  "the Vite config": [
    "vite.config.ts",
    `import { bunsen } from "@bunsen/vite";\n${marked("config")}export default { plugins: [bunsen()] };\n`,
  ],
  "the package": ["package.json", `{ "name": "private", "type": "module", "description": "${CANARY}" }\n`],
  "the tsconfig": ["tsconfig.json", `{ "compilerOptions": { "jsx": "react-jsx" }, "about": "${CANARY}" }\n`],
  "the environment": [".env", `SECRET=${CANARY}\n`],
  "the local environment": [".env.development.local", `SECRET=${CANARY}\n`],
  "the lock file": ["bun.lock", `{ "about": "${CANARY}" }\n`],
  "Bun's config": ["bunfig.toml", `# ${CANARY}\n`],
  "the Dockerfile": ["Dockerfile", `# ${CANARY}\n`],
  "a database": ["data.db", CANARY],
  "a database in the sources": ["src/data.sqlite", CANARY],
  "what Bunsen writes": [".bunsen/notes.ts", marked("notes")],
  "an earlier build": ["dist/server/app.js", marked("build")],
  "the history": [".git/config", `${CANARY}\n`],
  "a test": ["__tests__/a.ts", marked("test")],
  "a directory like Vite's": ["@data/a.ts", marked("data")],
};

const THOROUGH = new Set([
  "a page's companion",
  "an endpoint",
  "a helper",
  "the server module",
  "the Vite config",
  "data that only the server imports",
]);

function hasUsualQuery([target]: [target: string, headers: Record<string, string>]): boolean {
  return /^[^?]*(\?(raw|import|import&raw|url&inline&import))?$/.test(target);
}

/** Loaded by the server alone, though their names are no secret. */
const SERVER_MODULES = ["app", "build", "instrumentation", "test"].map((name) => `virtual:bunsen/${name}`);

describe("what the dev server must not send", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startDev(
      writeApp({
        "src/pages/index.tsx": "export default ({ props }) => <p>{props.length}</p>;\n",
        ...Object.fromEntries(Object.values(PRIVATE)),
      }),
    );
    // Warm: what was never loaded on the server might be missing only because nothing knows it yet.
    expect((await server.fetch("/")).status).toBe(200);
    expect((await server.fetch("/api/secret")).status).toBe(200);
  });

  test.each(Object.entries(PRIVATE))("%s, in any spelling of its URL", async (what, [file]) => {
    const leaks: string[] = [];
    const asked = questions(file, join(server.dir, file));
    // One of each kind is asked for with every query there is.
    const targets = THOROUGH.has(what) ? asked : asked.filter(hasUsualQuery);
    const ask = async ([target, headers]: (typeof asked)[number]) => {
      const response = await getRaw(server, target, headers);
      if (rawText(response).includes(CANARY)) leaks.push(`${response.status} ${target}`);
    };
    for (let from = 0; from < targets.length; from += 8) {
      await Promise.all(targets.slice(from, from + 8).map(ask));
    }
    expect([...new Set(leaks)]).toEqual([]);
    expect((await server.fetch("/")).status).toBe(200);
  });

  test.each(SERVER_MODULES)("%s", async (id) => {
    for (const target of [
      `/@id/__x00__${id}`,
      `/@id/${id}`,
      `/${id}`,
      `/@id/__x00__${id}?import`,
      `/${id}?import`,
    ]) {
      const response = await getRaw(server, target, { "Sec-Fetch-Dest": "script" });
      expect(`${target} ${response.status}`).toMatch(/ (403|404|500)$/);
      expect(rawText(response)).not.toMatch(/createApp \}|virtual:bunsen\/build"|src\/pages\/(?:index|api)/);
    }
    expect(server.log()).not.toMatch(/optimized|reloading/);
  });
});
