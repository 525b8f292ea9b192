import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../../support/browser.ts";
import { type AppFiles, writeApp, writeFiles } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { fileOf, OVERLAY, overlayText } from "./app.ts";

/** How an app breaks, and what mends it. */
interface Scenario {
  /** Beside a page of the scenario's name. */
  files?: AppFiles;
  breaks: { write?: AppFiles; remove?: string };
  says: RegExp;
  mends: AppFiles;
  /** What the page shows at last. */
  shows: string;
}

const page = (text: string, head = "") =>
  `${head}\nexport default ({ props }) => <p id="text">{${text}} {String(props.text)}</p>;\n`;
const companion = (text: string, head = "") =>
  `${head}\nexport default () => ({ props: { text: ${text} } });\n`;
const installed = (name: string, code: string): AppFiles => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
  [`node_modules/${name}/index.js`]: code,
});
const ROOT = "src/pages/__root.tsx";

const SCENARIOS: Record<string, Scenario> = {
  "server-module-late": {
    breaks: {
      write: {
        "src/pages/server-module-late.server.ts": companion(
          "late",
          'import { late } from "../late/server-module.server";',
        ),
      },
    },
    says: /late\/server-module/,
    mends: { "src/late/server-module.server.ts": 'export const late = "mended";\n' },
    shows: "page mended",
  },
  "component-late": {
    breaks: {
      write: {
        "src/pages/component-late.tsx": page("<Late />", 'import { Late } from "../late/component";'),
      },
    },
    says: /late\/component/,
    mends: { "src/late/component.tsx": 'export const Late = () => "mended";\n' },
    shows: "mended fine",
  },
  "component-back": {
    files: {
      "src/back/component.tsx": 'export const Back = () => "page";\n',
      "src/pages/component-back.tsx": page("<Back />", 'import { Back } from "../back/component";'),
    },
    breaks: { remove: "src/back/component.tsx" },
    says: /back\/component/,
    mends: { "src/back/component.tsx": 'export const Back = () => "mended";\n' },
    shows: "mended fine",
  },
  "text-back": {
    files: {
      "src/back/words.txt": "fine",
      "src/pages/text-back.server.ts": companion("words", '// Kept.\nimport words from "../back/words.txt";'),
    },
    breaks: { remove: "src/back/words.txt" },
    says: /imports "\.\.\/back\/words\.txt", but there is no such file.*\[UNRESOLVED\][\s\S]*text-back\.server\.ts:2:19/,
    mends: { "src/back/words.txt": "mended" },
    shows: "page mended",
  },
  "raw-back": {
    files: {
      "src/back/raw.md": "page",
      "src/pages/raw-back.tsx": page("raw", 'import raw from "../back/raw.md" with { type: "text" };'),
    },
    breaks: { remove: "src/back/raw.md" },
    says: /imports "\.\.\/back\/raw\.md\?raw", but there is no such file.*\[UNRESOLVED\][\s\S]*raw-back\.tsx:1:/,
    mends: { "src/back/raw.md": "mended" },
    shows: "mended fine",
  },
  "directory-back": {
    files: {
      "src/lib/both/text.ts": 'export const both = "page";\n',
      "src/lib/text.server.ts": 'export const text = "fine";\n',
      "src/pages/directory-back.tsx": page("both", 'import { both } from "../lib/both/text";'),
      "src/pages/directory-back.server.ts": companion("text", 'import { text } from "../lib/text.server";'),
    },
    breaks: { remove: "src/lib" },
    says: /lib\//,
    mends: {
      "src/lib/both/text.ts": 'export const both = "both";\n',
      "src/lib/text.server.ts": 'export const text = "mended";\n',
    },
    shows: "both mended",
  },
  "server-package-late": {
    breaks: {
      write: {
        "src/pages/server-package-late.server.ts": companion("late", 'import late from "late-server";'),
      },
    },
    says: /late-server/,
    mends: installed("late-server", 'module.exports = "mended";'),
    shows: "page mended",
  },
  "page-package-late": {
    breaks: {
      write: { "src/pages/page-package-late.tsx": page("late.text", 'import late from "late-page";') },
    },
    says: /late-page/,
    mends: installed("late-page", 'exports.text = "mended";'),
    shows: "mended fine",
  },
  "new-component": {
    breaks: {
      write: {
        "src/new/component.tsx": "export const New = () => <<;\n",
        "src/pages/new-component.tsx": page("<New />", 'import { New } from "../new/component";'),
      },
    },
    says: /new\/component\.tsx/,
    mends: { "src/new/component.tsx": 'export const New = () => "mended";\n' },
    shows: "mended fine",
  },
  "style-late": {
    breaks: { write: { "src/pages/style-late.tsx": page('"mended"', 'import "../late/style.css";') } },
    says: /late\/style\.css/,
    mends: { "src/late/style.css": "p { color: red; }\n" },
    shows: "mended fine",
  },
  "file-late": {
    breaks: {
      write: {
        "src/pages/file-late.server.ts": companion(
          'readFileSync("content/late.md", "utf8").trim()',
          'import { readFileSync } from "node:fs";',
        ),
      },
    },
    says: /content\/late\.md/,
    mends: { "content/late.md": "mended\n" },
    shows: "page mended",
  },
  "asset-known": {
    files: {
      "src/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><!-- ${"x".repeat(5000)} --></svg>\n`,
      "src/pages/asset-known.tsx": page('<img alt="" src={logo} />', 'import logo from "../logo.svg";'),
    },
    breaks: {
      write: {
        "src/pages/asset-known.server.ts": companion("late", 'import { late } from "../late/asset.server";'),
      },
    },
    says: /late\/asset/,
    mends: { "src/late/asset.server.ts": 'export const late = "mended";\n' },
    shows: " mended",
  },
};

/** Says which files Vite has heard of. */
const CONFIG = `import { bunsen } from "@bunsen/vite";
const listening = { name: "listening", hotUpdate: ({ file }) => console.log("heard of " + file) };
export default { plugins: [bunsen(), listening] };
`;

let server: RunningServer;
beforeAll(async () => {
  const pages = Object.entries(SCENARIOS).map(([name, { files }]) => ({
    [`src/pages/${name}.tsx`]: page('"page"'),
    [`src/pages/${name}.server.ts`]: companion('"fine"'),
    ...files,
  }));
  server = await startDev(
    writeApp({
      "vite.config.ts": CONFIG,
      [ROOT]: "export default ({ children }) => <main>{children}</main>;\n",
      "app.log": "begun\n",
      ...Object.assign({}, ...pages),
    }),
  );
});

/** What apps write beside their sources while they run. */
async function writeOtherFiles(): Promise<void> {
  const name = `data-${crypto.randomUUID()}.db`;
  appendFileSync(fileOf(server, "app.log"), `${name}\n`);
  writeFileSync(fileOf(server, name), "");
  for (const file of ["app.log", name]) {
    await expect.poll(() => server.log()).toContain(`heard of ${join(server.dir, file)}`);
  }
}

describe("the save that mends it ends an error, whatever else is written meanwhile:", () => {
  test.each(Object.entries(SCENARIOS))("%s", async (name, { breaks, says, mends, shows }) => {
    const { page, connected } = await openPage(server, `/${name}`);
    await connected();
    const text = () =>
      page
        .locator("#text")
        .textContent({ timeout: 500 })
        .catch(() => "");
    await expect.poll(text).not.toBe("");
    if (breaks.remove) rmSync(fileOf(server, breaks.remove), { recursive: true });
    if (breaks.write) writeFiles(server.dir, breaks.write);
    await expect.poll(() => overlayText(page)).toMatch(says);
    await writeOtherFiles();
    expect(await overlayText(page)).toMatch(says);
    writeFiles(server.dir, mends);
    await expect
      .poll(
        () => {
          // Bun looks for a package again only some time after it has found none, so there are several saves.
          if (name.endsWith("package-late")) appendFileSync(fileOf(server, ROOT), "// saved\n");
          return text();
        },
        { interval: 1000 },
      )
      .toBe(shows);
    await expect.poll(() => page.locator(OVERLAY).count()).toBe(0);
    const next = await openPage(server, `/${name}`);
    expect(await next.page.locator("#text").textContent()).toBe(shows);
    await next.page.waitForLoadState("networkidle");
    expect(await next.page.locator("#text").textContent()).toBe(shows);
    next.expectQuietConsole();
  });
});
