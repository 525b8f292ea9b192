import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AppFiles, writeApp } from "./fixture.ts";

/** Names that tell whose code is where. */
export const TEXTS = {
  page: "text-of-the-page-é",
  root: "text-of-the-root",
  companion: "text-of-the-companion-日本",
  endpoint: "text-of-the-endpoint",
  greeter: "text-of-the-greeter",
  ledger: "text-of-the-ledger-😀",
  shout: "text-of-the-shout",
  lazy: "text-of-the-lazy-part",
  worker: "text-of-the-worker",
};

/** An app with everything that a manifest tells of. */
export const INSPECTED: AppFiles = {
  "package.json":
    '{ "name": "inspected", "version": "1.2.3", "private": true, "type": "module", "license": "MIT" }\n',
  "src/styles.css": '@import "tailwindcss";\n@import "./more.css";\n',
  "src/more.css": ".more { color: rebeccapurple }\n",
  "src/pages/__root.tsx": `
import "../styles.css";
import type { RootProps } from "@bunsen/runtime";
export const config = { renderTimeout: 2 * 5, maxRequestBodyMB: 1 };
export default ({ children }: RootProps) => <main title="${TEXTS.root}">{children}</main>;
`,
  "src/pages/index.tsx": `
import { useState } from "react";
import { greeting } from "greeter";
import logo from "../logo.png";
export default function Page() {
  const [shown, setShown] = useState("");
  const show = () => import("../lazy").then(({ text }) => setShown(text));
  const work = () => new Worker(new URL("../worker.ts", import.meta.url), { type: "module" });
  return <button type="button" className="font-bold" onDoubleClick={work} onClick={show}>${TEXTS.page} {greeting("x")} {shown}<img src={logo} alt="" /></button>;
}
`,
  "src/pages/index.server.ts": `
import { entries } from "ledger";
export default () => ({ props: { note: "${TEXTS.companion}", entries: entries() } });
`,
  "src/pages/plain.tsx": `
export const config = { hydrate: false, maxRequestBodyMB: Number("2"), prerender: true };
export default () => <p className="underline">nothing to load but styles</p>;
`,
  "src/pages/api/things.ts": `
import { Database } from "bun:sqlite";
export const GET = () => ({ note: "${TEXTS.endpoint}", database: typeof Database });
`,
  "src/lazy.ts": `export const text = "${TEXTS.lazy}";\n`,
  "src/worker.ts": `import { shout } from "shout";\npostMessage(shout(location.href + "${TEXTS.worker}"));\n`,
  "public/robots.txt": "User-agent: *\n",
  ...packageFiles("node_modules/greeter", "greeter", "2.0.1", "MIT OR Apache-2.0", {
    "index.js":
      'import { shout } from "shout";\nexport { greeting } from "./greeting.js";\nexport { shout };\n',
    "greeting.js": `import { shout } from "shout";\nexport const greeting = (name) => shout("${TEXTS.greeter} " + name);\n`,
  }),
  ...packageFiles("node_modules/greeter/node_modules/shout", "shout", "1.0.0", "ISC", shoutFiles()),
  ...packageFiles("node_modules/shout", "shout", "1.0.0", "ISC", shoutFiles()),
  ...packageFiles("node_modules/ledger", "ledger", "0.1.0-beta.1+build", "SEE LICENSE IN LICENSE.txt", {
    "index.js": `import { shout } from "shout";\nexport const entries = () => [shout("${TEXTS.ledger}")];\n`,
  }),
};

function shoutFiles(): AppFiles {
  return { "index.js": `export const shout = (text) => text.toUpperCase() + "${TEXTS.shout}";\n` };
}

function packageFiles(at: string, name: string, version: string, license: string, files: AppFiles): AppFiles {
  const facts = { name, version, license, type: "module", exports: "./index.js" };
  const all = { "package.json": JSON.stringify(facts), ...files };
  return Object.fromEntries(Object.entries(all).map(([path, content]) => [`${at}/${path}`, content]));
}

/** Large enough that Vite does not put it into the script. */
export const LOGO_BYTES = 6000;

/** Writes the app, with `files` beside it or in place of its own, and returns its directory. */
export function writeInspectedApp(files: AppFiles = {}): string {
  const directory = writeApp({ ...INSPECTED, ...files });
  writeFileSync(join(directory, "src/logo.png"), Buffer.alloc(LOGO_BYTES, "\x89PNG not really"));
  return directory;
}
