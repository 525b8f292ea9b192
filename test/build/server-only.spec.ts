import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { extname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { buildApp } from "../support/build.ts";
import { type AppFiles, writeApp, writeFiles } from "../support/fixture.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { type RunningServer, startDev } from "../support/serve.ts";
import { spellings } from "../support/spellings.ts";

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

/** A page whose browser code is `card`, beside server files of every kind of name. */
function appWith(card: string, files: AppFiles = {}): AppFiles {
  return {
    ...LEAKING,
    "src/pages/api/rows.ts": `export const GET = () => ["${CANARY}"];\n`,
    "src/pages/index.tsx":
      'import * as card from "../components/card";\nexport default () => <p>{String(Object.keys(card))}</p>;\n',
    "src/components/card.tsx": card,
    ...files,
  };
}

const WORKER: AppFiles = {
  "src/components/work.ts": 'import { secret } from "../data.server";\npostMessage(secret);\n',
};
const WORKER_CHAIN = /src\/pages\/index\.tsx[\s\S]*card\.tsx[\s\S]*work\.ts[\s\S]*src\/data\.server\.ts/;
const NAMED = /data\.server/;
const SECRET_STYLE = `.secret { content: "${CANARY}"; }\n`;

/** What a server file holds, by its extension: a class, and a value of CSS modules. */
const SECRET_FILES: Record<string, string> = {
  ".css": `@value hidden: "${CANARY}";\n@value other: 1;\n${SECRET_STYLE}`,
  ".scss": SECRET_STYLE,
  ".sass": `.secret\n  content: "${CANARY}"\n`,
  ".svg": `<svg xmlns="http://www.w3.org/2000/svg"><desc>${CANARY}</desc></svg>\n`,
};

/** Spellings by which a stylesheet takes in `src/data.server.css`, or the file of the third column. */
const STYLE_SPELLINGS: [file: string, css: string, serverFile?: string][] = [
  ["card.module.css", '@value hidden from "../data.server.css";\n.card { content: hidden; }'],
  ["card.module.css", '@value other, hidden from "../data.server.css";\n.card { content: hidden; }'],
  ["card.module.css", '@value hidden\nfrom/* here */"../data.server.css";\n.card { content: hidden; }'],
  [
    "card.module.css",
    '@value file: "../data.server.css";\n@value hidden from file;\n.card { content: hidden; }',
  ],
  [
    "card.module.css",
    "@value file: ../data.server.css;\n@value hidden from file;\n.card { content: hidden; }",
  ],
  ["card.module.css", ':import("../data.server.css") { local: hidden; }\n.card { content: local; }'],
  ["card.module.css", ":import(../data.server.css) { local: hidden; }\n.card { content: local; }"],
  ["card.module.css", '.card { composes: secret from\n"../data.server.css"; }'],
  ["card.module.css", '.card { composes: secret from/**/"../data.server.css"; }'],
  ["card.css", '@import\n"../data.server.css";'],
  ["card.css", '@import/* {it\'s} */"../data.server.css";'],
  ["card.css", '@import /* ; */\n url( "../data.server.css" ) layer(x);'],
  ["card.css", "@import url(\n../data.server.css\n);"],
  ["card.css", '@import "../data.\\73 erver.css";'],
  ["card.css", '@import "../data.\\\nserver.css";'],
  ["card.css", '.card { background: image-set("../data.server.svg" 1x); }', "data.server.svg"],
  ["card.css", '.card { background: url("../data%2Eserver.svg?inline"); }', "data.server.svg"],
  ["card.scss", '@use\n  "../data.server" as data;', "data.server.scss"],
  ["card.scss", '@use // it\'s\n "../data.server" as data;', "data.server.scss"],
  ["card.scss", '@use "../data%2Eserver" as data;', "data.server.scss"],
  ["card.scss", '@use "sass:meta";\n@include meta.load-css(\n$url: "../data.server");', "data.server.scss"],
  ["card.scss", '@use "sass:meta";\n@include meta.load-css("../data" + "." + "server");', "data.server.scss"],
  ["card.sass", "@import ../data.server", "data.server.sass"],
];

const WAYS: [way: string, files: AppFiles, said: RegExp][] = [
  ...[
    'new Worker(new URL("./work.ts", import.meta.url))',
    'new Worker(new URL("./work.ts", import.meta.url), { type: "module" })',
    'new SharedWorker(new URL("./work.ts", import.meta.url))',
  ].map((worker): [string, AppFiles, RegExp] => [
    worker,
    appWith(`export const start = () => ${worker};\n`, WORKER),
    WORKER_CHAIN,
  ]),
  ...["?worker", "?worker&inline", "?sharedworker", "?worker&url"].map(
    (query): [string, AppFiles, RegExp] => [
      query,
      appWith(`import Work from "./work.ts${query}";\nexport const start = Work;\n`, WORKER),
      WORKER_CHAIN,
    ],
  ),
  [
    "a worker of a worker",
    appWith('export const start = () => new Worker(new URL("./boss.ts", import.meta.url));\n', {
      ...WORKER,
      "src/components/boss.ts": 'new Worker(new URL("./work.ts", import.meta.url));\n',
    }),
    /boss\.ts[\s\S]*work\.ts[\s\S]*src\/data\.server\.ts/,
  ],
  ["a URL", appWith('export const url = new URL("../data.server.ts", import.meta.url).href;\n'), NAMED],
  [
    "a URL without an extension",
    appWith('export const url = new URL("../data.server", import.meta.url).href;\n'),
    NAMED,
  ],
  [
    "a URL of an endpoint",
    appWith('export const url = new URL("../pages/api/rows.ts", import.meta.url).href;\n'),
    /api\/rows\.ts/,
  ],
  [
    "a URL with an expression",
    appWith(`export const url = (name: string) => new URL(\`../data.\${name}.ts\`, import.meta.url).href;\n`),
    NAMED,
  ],
  ["a glob", appWith('export const all = import.meta.glob("../*.ts");\n'), NAMED],
  ["a glob of texts", appWith('export const all = import.meta.glob("../*.ts", { query: "?raw" });\n'), NAMED],
  ["?url", appWith('import url from "../data.server.ts?url";\nexport { url };\n'), NAMED],
  ["?inline", appWith('import url from "../data.server.ts?inline";\nexport { url };\n'), NAMED],
  [
    "a link that does not look like it",
    appWith('import data from "#rows";\nexport { data };\n', {
      "package.json": '{ "type": "module", "imports": { "#rows": "./src/.server/rows.json" } }\n',
      "src/.server/rows.json": `{ "secret": "${CANARY}" }\n`,
    }),
    /card\.tsx[\s\S]*src\/\.server\/rows\.json/,
  ],
  [
    "data",
    appWith('import text from "../data.server.yaml";\nexport { text };\n', {
      "src/data.server.yaml": `secret: ${CANARY}\n`,
    }),
    NAMED,
  ],
  [
    "an input of the user's own",
    appWith("export const start = 1;\n", {
      "vite.config.ts": `import { bunsen } from "@bunsen/vite";
const input = { name: "more", configResolved: (config) => config, options: (options) => ({ ...options, input: { ...options.input, more: "/src/data.server.ts" } }) };
export default { plugins: [bunsen(), { ...input, applyToEnvironment: ({ name }) => name === "client" }] };
`,
    }),
    NAMED,
  ],
  [
    "@import of a stylesheet",
    appWith('import "./card.css";\nexport const start = 1;\n', {
      "src/components/card.css": '@import "./more.css";\n',
      "src/components/more.css": '@import "../data.server.css";\n',
      "src/data.server.css": SECRET_STYLE,
    }),
    /card\.css[\s\S]*more\.css[\s\S]*data\.server\.css/,
  ],
  [
    "@use of Sass",
    appWith('import "./card.scss";\nexport const start = 1;\n', {
      "src/components/card.scss": '@use "../more";\n',
      "src/_more.scss": '@forward "data.server";\n',
      "src/data.server.scss": SECRET_STYLE,
    }),
    /card\.scss[\s\S]*_more\.scss[\s\S]*data\.server/,
  ],
  [
    "composes",
    appWith('import styles from "./card.module.css";\nexport { styles };\n', {
      "src/components/card.module.css": '.card { composes: secret from "../data.server.css"; }\n',
      "src/data.server.css": SECRET_STYLE,
    }),
    /card\.module\.css[\s\S]*data\.server\.css/,
  ],
  [
    "a URL in a stylesheet",
    appWith('import "./card.css";\nexport const start = 1;\n', {
      "src/components/card.css": '.card { background: url("../data.server.svg?inline"); }\n',
      "src/data.server.svg": `<svg xmlns="http://www.w3.org/2000/svg"><desc>${CANARY}</desc></svg>\n`,
    }),
    /card\.css[\s\S]*data\.server\.svg/,
  ],
  [
    "a directory",
    appWith('import { secret } from "../.server/keys";\nexport { secret };\n', {
      "src/.server/keys.ts": `export const secret = "${CANARY}";\n`,
    }),
    /card\.tsx[\s\S]*src\/\.server\/keys\.ts/,
  ],
  [
    "capital letters",
    appWith('import { secret } from "../keys.SERVER";\nexport { secret };\n', {
      "src/keys.SERVER.ts": `export const secret = "${CANARY}";\n`,
    }),
    /card\.tsx[\s\S]*src\/keys\.SERVER\.ts/,
  ],
  [
    "a longer name",
    appWith('import { secret } from "../keys.server.config";\nexport { secret };\n', {
      "src/keys.server.config.ts": `export const secret = "${CANARY}";\n`,
    }),
    /card\.tsx[\s\S]*src\/keys\.server\.config\.ts/,
  ],
  ...STYLE_SPELLINGS.map(([file, css, serverFile = "data.server.css"]): [string, AppFiles, RegExp] => [
    `the spelling ${JSON.stringify(css)}`,
    appWith(`import styles from "./${file}";\nexport { styles };\n`, {
      [`src/components/${file}`]: `${css}\n`,
      [`src/${serverFile}`]: SECRET_FILES[extname(serverFile)] ?? "",
    }),
    new RegExp(`card\\.[\\s\\S]*${serverFile.replace(/\.s[ac]ss$/, "")}`),
  ]),
];

test.each(WAYS)("server code that browser code reaches by %s fails the build", async (_way, files, said) => {
  const directory = writeApp(files);
  const { code, output } = await buildApp(directory);
  expect(code, output).not.toBe(0);
  expect(output).toMatch(said);
  expect(output).toMatch(/\[(SERVER_ONLY|NOT_SERVED)\]/);
  expect(output).not.toContain(CANARY);
});

/** A package as it is installed, with a file that is for servers. */
function packageFiles(name: string, main: string): AppFiles {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: "1.0.0",
      type: "module",
      main: "./index.js",
    }),
    [`node_modules/${name}/index.js`]: main,
    [`node_modules/${name}/data.server.js`]: `export const secret = "${CANARY}";\n`,
  };
}

test("a file that server code knows by its URL is not published if it is for servers", async () => {
  const app = appWith("export const start = 1;\n", {
    "src/pages/index.server.ts":
      'import url from "../key.server.txt?url";\nexport default () => ({ props: { url } });\n',
    "src/key.server.txt": `${CANARY.repeat(400)}\n`,
  });
  const { code, output } = await buildApp(writeApp(app));
  expect(code).not.toBe(0);
  expect(output).toMatch(/src\/key\.server\.txt cannot reach the browser/);
});

test("what a good build publishes, source maps included, holds no server code", async () => {
  const app = appWith('export const start = () => new Worker(new URL("./work.ts", import.meta.url));\n', {
    "src/components/work.ts":
      'import type { Row } from "../data.server";\npostMessage({ id: 1 } satisfies Row);\n',
    "src/pages/index.server.ts": `import { secret } from "../data.server";\nimport { key } from "../.server/key";\nexport default () => ({ props: { length: (secret + key).length } });\n`,
    "src/.server/key.ts": `export const key = "${CANARY}";\n`,
    "vite.config.ts":
      'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()], build: { sourcemap: true } };\n',
  });
  const directory = writeApp(app);
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  const client = join(directory, "dist/client");
  const files = readdirSync(client, { recursive: true, encoding: "utf8" });
  expect(files.some((file) => /work-.*\.js\.map$/.test(file))).toBe(true);
  const texts = files.filter((file) => /\.(js|css|map|json)$/.test(file));
  const leaks = texts.filter((file) => readFileSync(join(client, file), "utf8").includes(CANARY));
  expect(leaks).toEqual([]);
});

/** Ways to a symbolic link whose name is that of a server file, while its target's is not. */
const LINK_WAYS: [source: string, card: string][] = [
  ["import", 'import { secret } from "../link.server";\nexport { secret };\n'],
  ["import with its extension", 'import { secret } from "../link.server.ts";\nexport { secret };\n'],
  ["import from the root", 'import { secret } from "/src/link.server.ts";\nexport { secret };\n'],
  ["import()", 'export const load = () => import("../link.server");\n'],
  ["?raw", 'import text from "../link.server.ts?raw";\nexport { text };\n'],
  ["a linked directory", 'import { secret } from "../.server/plain";\nexport { secret };\n'],
  ["a glob", 'export const all = import.meta.glob("../link.*.ts", { eager: true });\n'],
  ["a URL", 'export const url = new URL("../link.server.ts", import.meta.url).href;\n'],
  ["a worker", 'export const start = () => new Worker(new URL("../link.server.ts", import.meta.url));\n'],
  ["a stylesheet", 'import "./card.css";\nexport const start = 1;\n'],
  ["a stylesheet that leads to a server file", 'import "./other.css";\nexport const start = 1;\n'],
];

/** @returns the directory of an app with links, whose page imports `card` */
function writeLinkedApp(card: string): string {
  const directory = writeApp({
    ...appWith(card, {
      "src/hidden/plain.ts": `export const secret = "${CANARY}";\n`,
      "src/hidden/plain.css": SECRET_STYLE,
      "src/data.server.css": SECRET_STYLE,
      "src/components/card.css": '@import "../link.server.css";\n',
      "src/components/other.css": '@import "../link.css";\n',
    }),
  });
  symlinkSync("hidden/plain.ts", join(directory, "src/link.server.ts"));
  symlinkSync("hidden/plain.css", join(directory, "src/link.server.css"));
  symlinkSync("data.server.css", join(directory, "src/link.css"));
  symlinkSync("hidden", join(directory, "src/.server"));
  return directory;
}

describe("a symbolic link with the name of a server file, or to one", () => {
  test.each(LINK_WAYS)("fails the build: %s", async (_way, card) => {
    const { code, output } = await buildApp(writeLinkedApp(card));
    expect(code, output).not.toBe(0);
    expect(output).toMatch(/card\.tsx[\s\S]*(link\.server|\.server\/plain|data\.server)/);
    expect(output).toMatch(/\[SERVER_ONLY\]/);
    expect(output).not.toContain(CANARY);
  });

  test.each(LINK_WAYS)("is not sent in dev: %s", async (_way, card) => {
    const server = await startDev(writeLinkedApp(card));
    for (const [url, text] of await crawl(server, "/")) expect(text, url).not.toContain(CANARY);
    for (const path of ["/src/link.server.ts", "/src/link.server.css", "/src/.server/plain.ts"]) {
      for (const query of ["", "?import", "?raw", "?url"]) {
        expect(await (await server.fetch(path + query)).text(), path + query).not.toContain(CANARY);
      }
    }
  });
});

const PACKAGE: AppFiles = packageFiles("mixed", 'export { secret } from "./data.server.js";\n');

test("a package's own .server file fails the build", async () => {
  const { code, output } = await buildApp(writeApp(appWith('export * from "mixed";\n', PACKAGE)));
  expect(code).not.toBe(0);
  expect(output).toMatch(/card\.tsx[\s\S]*mixed\/index\.js[\s\S]*mixed\/data\.server\.js/);
});

/** The files of one way, in a directory of its own, for an app that has all of them. */
function inDirectory(name: string, files: AppFiles): AppFiles {
  const moved = Object.entries(files)
    .filter(([path]) => path.startsWith("src/") && !path.startsWith("src/pages/"))
    .map(([path, text]) => [
      path.replace("src/", `src/${name}/`),
      text.replace("#rows", "../.server/rows.json"),
    ]);
  const page = `import * as card from "../${name}/components/card";\nexport default () => <p>{Object.keys(card).length}</p>;\n`;
  return { ...Object.fromEntries(moved), [`src/pages/${name}.tsx`]: page };
}

/** Asks for a page, and for all that it and what it loads name. */
async function crawl(server: RunningServer, page: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
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
  return found;
}

test("dev sends none of it, whatever way browser code goes", async () => {
  const ways = [
    ...WAYS.map(([, files]) => files),
    appWith('export * from "mixed";\n', PACKAGE),
    appWith('import image from "./logo.svg";\nexport { image };\n', {
      "src/components/logo.svg": "<svg/>\n",
    }),
  ];
  const all = ways.map((files, index) => inDirectory(`way${index}`, files));
  const server = await startDev(writeApp(Object.assign({}, ...all, PACKAGE)));
  const leaks: string[] = [];
  const seen: string[] = [];
  for (const index of ways.keys()) {
    for (const [url, text] of await crawl(server, `/way${index}`)) {
      seen.push(url);
      if (text.includes(CANARY)) leaks.push(url);
    }
  }
  expect(leaks).toEqual([]);
  // It has got as far as the files in question.
  expect(seen.some((url) => /way0\/components\/work\.ts\?worker_file/.test(url))).toBe(true);
  expect(seen.some((url) => /deps\/mixed\.js/.test(url))).toBe(true);
  expect(seen.some((url) => /logo\.svg/.test(url))).toBe(true);
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
      expect(rawText(response)).not.toMatch(/createApp \}|virtual:bunsen\/build"|src\/pages/);
    }
    expect(server.log()).not.toMatch(/optimized|reloading/);
  });
});
