import type { AppFiles } from "../support/fixture.ts";
import { CANARY, SECRET_STYLE, STYLE_SPELLINGS } from "./server-only-styles.ts";

/** How it is called, the app, and what the build says of it. */
export type Way = [name: string, files: AppFiles, said: RegExp];

/** An app whose browser code reaches a server file. */
export const LEAKING: AppFiles = {
  "src/pages/index.tsx": 'import { Card } from "../components/card";\nexport default () => <Card />;\n',
  "src/components/card.tsx":
    'import { secret } from "../data.server";\nexport const Card = () => <p>{secret.length}</p>;\n',
  "src/data.server.ts": `export const secret = "${CANARY}";\nexport interface Row { id: number }\n`,
};

/** Its component, once it imports no more than types. */
export const TYPES_ONLY = `
import type { Row } from "../data.server";
import { type Row as Again } from "../data.server";
export type { Row as Exported } from "../data.server";
export const Card = () => { const row: Row & Again = { id: 7 }; return <p>row {row.id}</p>; };
`;

/** A package as it is installed, with a file that is for servers. */
export const PACKAGE: AppFiles = {
  "node_modules/mixed/package.json":
    '{ "name": "mixed", "version": "1.0.0", "type": "module", "main": "./index.js" }\n',
  "node_modules/mixed/index.js": 'export { secret } from "./data.server.js";\n',
  "node_modules/mixed/data.server.js": `export const secret = "${CANARY}";\n`,
};

/** A page whose browser code is `card`, beside server files of every kind of name. */
export function appWith(card: string, files: AppFiles = {}): AppFiles {
  return {
    "src/data.server.ts": `export const secret = "${CANARY}";\nexport interface Row { id: number }\n`,
    "src/pages/index.tsx":
      'import * as card from "../components/card";\nexport default () => <p>{String(Object.keys(card))}</p>;\n',
    "src/components/card.tsx": card,
    ...files,
  };
}

const WORKER: AppFiles = {
  "src/components/work.ts": 'import { secret } from "../data.server";\npostMessage(secret);\n',
};
const CHAIN = /src\/pages\/\w+\.tsx[\s\S]*components\/card\.tsx[\s\S]*data\.server\.ts/;
const WORKER_CHAIN = /src\/pages\/\w+\.tsx[\s\S]*card\.tsx[\s\S]*work\.ts[\s\S]*data\.server\.ts/;
const NAMED = /data\.server/;

/** How browser code may reach a server file. */
export const WAYS: Way[] = [
  ["import()", appWith('export const load = () => import("../data.server");\n'), CHAIN],
  [
    "the server's environment",
    appWith('import { env } from "@bunsen/runtime/env";\nexport const read = () => env();\n'),
    /@bunsen\/runtime\/env cannot reach the browser[\s\S]*components\/card\.tsx/,
  ],
  ["re-export", appWith('export { secret } from "../data.server";\n'), CHAIN],
  ["an import for its side effect", appWith('import "../data.server";\nexport const start = 1;\n'), CHAIN],
  ["?raw", appWith('import text from "../data.server.ts?raw";\nexport { text };\n'), CHAIN],
  [
    "an import of a namespace",
    appWith('import * as data from "../data.server";\nexport const text = data.secret;\n'),
    CHAIN,
  ],
  ...[
    'new Worker(new URL("./work.ts", import.meta.url))',
    'new Worker(new URL("./work.ts", import.meta.url), { type: "module" })',
    'new SharedWorker(new URL("./work.ts", import.meta.url))',
  ].map((worker): Way => [worker, appWith(`export const start = () => ${worker};\n`, WORKER), WORKER_CHAIN]),
  ...["?worker", "?worker&inline", "?sharedworker", "?worker&url"].map(
    (query): Way => [
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
    /boss\.ts[\s\S]*work\.ts[\s\S]*data\.server\.ts/,
  ],
  ["a URL", appWith('export const url = new URL("../data.server.ts", import.meta.url).href;\n'), NAMED],
  [
    "a URL of an endpoint",
    appWith('export const url = new URL("../pages/api/rows.ts", import.meta.url).href;\n', {
      "src/pages/api/rows.ts": `export const GET = () => ["${CANARY}"];\n`,
    }),
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
    "data",
    appWith('import text from "../data.server.yaml";\nexport { text };\n', {
      "src/data.server.yaml": `secret: ${CANARY}\n`,
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
    /card\.tsx[\s\S]*\.server\/keys\.ts/,
  ],
  [
    "capital letters",
    appWith('import { secret } from "../keys.SERVER";\nexport { secret };\n', {
      "src/keys.SERVER.ts": `export const secret = "${CANARY}";\n`,
    }),
    /card\.tsx[\s\S]*keys\.SERVER\.ts/,
  ],
  [
    "a longer name",
    appWith('import { secret } from "../keys.server.config";\nexport { secret };\n', {
      "src/keys.server.config.ts": `export const secret = "${CANARY}";\n`,
    }),
    /card\.tsx[\s\S]*keys\.server\.config\.ts/,
  ],
  [
    "a package",
    appWith('export * from "mixed";\n'),
    /card\.tsx[\s\S]*mixed\/index\.js[\s\S]*mixed\/data\.server\.js/,
  ],
  ...["bun:sqlite", "node:fs", "bun"].map(
    (name): Way => [
      name,
      appWith(`import * as it from "${name}";\nexport const names = Object.keys(it);\n`),
      new RegExp(`src/pages/\\w+\\.tsx[\\s\\S]*components/card\\.tsx[\\s\\S]*${name}`),
    ],
  ),
  ...STYLE_SPELLINGS.map(
    ({ file, css, serverFile, content }): Way => [
      `the spelling ${JSON.stringify(css)}`,
      appWith(`import styles from "./${file}";\nexport { styles };\n`, {
        [`src/components/${file}`]: `${css}\n`,
        [`src/${serverFile}`]: content,
      }),
      new RegExp(`card\\.[\\s\\S]*${serverFile.replace(/\.s[ac]ss$/, "")}`),
    ],
  ),
];

/** The same with files outside of `src`, which an app has once, and what is found only in a build without other errors. */
export const OWN_APP_WAYS: Way[] = [
  [
    "a URL without an extension",
    appWith('export const url = new URL("../data.server", import.meta.url).href;\n'),
    NAMED,
  ],
  [
    "a link that does not look like it",
    appWith('import data from "#rows";\nexport { data };\n', {
      "package.json": '{ "type": "module", "imports": { "#rows": "./src/.server/rows.json" } }\n',
      "src/.server/rows.json": `{ "secret": "${CANARY}" }\n`,
    }),
    /card\.tsx[\s\S]*src\/\.server\/rows\.json/,
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
];

/** The files of one way, in directories of its own, for an app that has all of them. */
export function inDirectory(name: string, files: AppFiles): AppFiles {
  const moved = Object.entries(files)
    .filter(([path]) => path.startsWith("src/") && path !== "src/pages/index.tsx")
    .map(([path, text]) => [
      path.replace(/^src\/(pages\/)?/, `src/$1${name}/`),
      text.replace("../pages/", `../../pages/${name}/`).replace("#rows", "../.server/rows.json"),
    ]);
  const page = `import * as card from "../${name}/components/card";\nexport default () => <p>{Object.keys(card).length}</p>;\n`;
  return { ...Object.fromEntries(moved), [`src/pages/${name}.tsx`]: page };
}
