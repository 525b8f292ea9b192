import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { buildApp, builtFiles, runBunsen } from "../support/build.ts";
import { type AppFiles, writeApp, writeFiles } from "../support/fixture.ts";
import { bunProgram } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";
import { startDev } from "../support/serve.ts";

const GOOD_PAGE = "export default () => <h1>healed</h1>;\n";

interface BadInput {
  files: AppFiles;
  /** Directory to make, since files alone cannot leave an empty one. */
  directory?: string;
  /** What a message must hold: the file, and what to do. */
  message: RegExp[];
  /** The URL that shows the error in dev. */
  path: string;
  /** What the user writes then. */
  fix: AppFiles;
}

const CASES: Record<string, BadInput> = {
  "no src/pages": {
    files: {},
    message: [/src\/pages/, /index\.tsx/],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
  "an empty src/pages": {
    files: {},
    directory: "src/pages",
    message: [/src\/pages/, /index\.tsx/],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
  "a page without a default export": {
    files: {
      "src/pages/index.tsx": GOOD_PAGE,
      "src/pages/about.tsx": "export function About() { return <h1>about</h1>; }\n",
    },
    message: [/src\/pages\/about\.tsx/, /export default|default export/],
    path: "/about",
    fix: { "src/pages/about.tsx": GOOD_PAGE },
  },
  "a page that exports its own server function": {
    files: {
      "src/pages/index.tsx": GOOD_PAGE,
      "src/pages/about.tsx": `export const server = () => ({ props: {} });\n${GOOD_PAGE}`,
    },
    message: [/src\/pages\/about\.tsx exports "server"/, /src\/pages\/about\.server\.ts/],
    path: "/about",
    fix: { "src/pages/about.tsx": GOOD_PAGE },
  },
  "a syntax error in a page": {
    files: { "src/pages/index.tsx": "export default () => <h1>never closed</h2>;\n" },
    message: [/src\/pages\/index\.tsx:1:/, /1 \| export default \(\) => <h1>never closed<\/h2>;/],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
  "an import that cannot be resolved": {
    files: {
      "src/pages/index.tsx": `import { x } from "../missing";\n${GOOD_PAGE.replace("healed", "{x}")}`,
    },
    message: [
      /src\/pages\/index\.tsx imports "\.\.\/missing", but there is no such file/,
      /src\/pages\/index\.tsx:1:19/,
      /1 \| import \{ x \} from "\.\.\/missing";/,
    ],
    path: "/",
    fix: { "src/missing.ts": 'export const x = "healed";\n' },
  },
  "a package that is not installed": {
    files: { "src/pages/index.tsx": `import x from "not-installed";\n${GOOD_PAGE.replace("healed", "{x}")}` },
    message: [/src\/pages\/index\.tsx imports "not-installed"/, /1 \| import x from "not-installed";/],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
  "a module of another framework": {
    files: {
      "src/pages/index.tsx": `import Link from "next/link";\n${GOOD_PAGE.replace("healed", "<Link />")}`,
    },
    message: [
      /src\/pages\/index\.tsx imports "next\/link".*Write <a href>.*\[FOREIGN_IMPORT\]/,
      /1 \| import Link from "next\/link";/,
    ],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
  "a value of Bunext": {
    files: {
      "src/pages/index.tsx": `import bunext from "@moduletrace/bunext";\n${GOOD_PAGE.replace("healed", "{String(bunext)}")}`,
    },
    message: [/imports "@moduletrace\/bunext".*docs\/migrate\/bunext\.md\. \[FOREIGN_IMPORT\]/],
    path: "/",
    fix: { "src/pages/index.tsx": GOOD_PAGE },
  },
};

/** What a page says of itself is looked at when it is built, also where no smoke test asks for it. */
const CONFIGS: Record<string, [file: string, config: string, message: RegExp]> = {
  "an unknown key in a page's config": [
    "src/pages/[id].tsx",
    "{ cachePages: true }",
    /\[id\]\.tsx.*"cachePages".*"cachePage"/,
  ],
  "a key that is known only at run time": [
    "src/pages/[id].tsx",
    "{ cachePages: () => true }",
    /\[id\]\.tsx.*"cachePages".*"cachePage"/,
  ],
  "a value of the wrong kind": [
    "src/pages/[id].tsx",
    '{ renderTimeout: "5" }',
    /\[id\]\.tsx.*renderTimeout set to "5"/,
  ],
  "an unknown key in a layout's config": [
    "src/pages/admin/__layout.tsx",
    "{ hydarte: false }",
    /__layout\.tsx.*"hydarte".*"hydrate"/,
  ],
  "an unknown key in an endpoint's config": [
    "src/pages/api/[id].ts",
    "{ maxRequestBodyMb: 3 }",
    /api\/\[id\]\.ts has the unknown key "maxRequestBodyMb".*"maxRequestBodyMB"/,
  ],
};

const TWO_FILES: BadInput = {
  files: { "src/pages/about.tsx": GOOD_PAGE, "src/pages/about/index.tsx": GOOD_PAGE },
  message: [/src\/pages\/about\.tsx/, /src\/pages\/about\/index\.tsx/, /\/about\b/],
  path: "/about",
  fix: {},
};

/** Files that would be a guard under another name, and what the message says. */
const MISTAKEN: Record<string, RegExp> = {
  "src/pages/admin/__layout.server.mts": /admin\/__layout\.server\.mts looks.*admin\/__layout\.server\.ts/,
  "src/pages/admin/Index.server.ts": /admin\/index\.tsx does not use it.*admin\/index\.server\.ts/,
  "src/pages/admin/__layout.server/index.ts":
    /__layout\.server\/index\.ts looks.*admin\/__layout\.server\.ts/,
  "src/server.mts": /src\/server\.mts is loaded by nothing.*src\/server\.ts/,
  "src/middleware.ts": /src\/middleware\.ts is loaded by nothing.*src\/server\.ts/,
  "src/instrumentation.ts": /src\/instrumentation\.ts is loaded by nothing.*src\/instrumentation\.server\.ts/,
};

const GUARD = "export default () => new Response(null, { status: 403 });\n";

const STACK_LINE = /^\s+at .*(:\d+:\d+|<anonymous>|native)/m;

function writeBadInput({ files, directory }: BadInput): string {
  const app = writeApp(files);
  if (directory) mkdirSync(join(app, directory), { recursive: true });
  return app;
}

function expectClearMessage(text: string, input: BadInput): void {
  for (const pattern of input.message) expect(text).toMatch(pattern);
  expect(text).not.toMatch(STACK_LINE);
}

describe("a build", () => {
  test.each(Object.entries({ ...CASES, "two files for one URL": TWO_FILES }))(
    "with %s fails with one clear message",
    async (_name, input) => {
      const { code, output } = await buildApp(writeBadInput(input));
      expect(code, output).toBe(1);
      expectClearMessage(output, input);
    },
  );
});

test("a build with Tailwind in a PostCSS config fails with one clear message", async () => {
  const files = {
    "src/pages/index.tsx": GOOD_PAGE,
    "postcss.config.cjs": "module.exports = { plugins: { tailwindcss: {}, autoprefixer: {} } };\n",
  };
  const { code, output } = await buildApp(writeApp(files));
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/postcss\.config\.cjs names.*\[POSTCSS_TAILWIND\]/),
  ]);
  expect(output).not.toMatch(STACK_LINE);
});

describe("a file that is nearly a guard", () => {
  const open = { "src/pages/index.tsx": GOOD_PAGE, "src/pages/admin/index.tsx": GOOD_PAGE };

  test.each(Object.entries(MISTAKEN))("fails a build: %s", async (file, message) => {
    const { code, output } = await buildApp(writeApp({ ...open, [file]: GUARD }));
    expect(code, output).toBe(1);
    expect(output).toMatch(message);
    expect(output).toContain("[MISTAKEN_SERVER_FILE]");
    expect(output).not.toMatch(STACK_LINE);
  });

  test("is an error in development while it is there", async () => {
    const app = writeApp(open);
    const server = await startDev(app);
    const visit = async () => {
      const response = await server.fetch("/admin", { headers: { Accept: "text/html" } });
      return { status: response.status, text: await response.text() };
    };
    expect((await visit()).status).toBe(200);
    for (const [file, message] of Object.entries(MISTAKEN)) {
      writeFiles(app, { [file]: GUARD });
      await expect.poll(async () => (await visit()).status, { message: file }).toBe(500);
      expect((await visit()).text).toMatch(message);
      rmSync(join(app, file));
      await expect.poll(async () => (await visit()).status, { message: file }).toBe(200);
    }
  });

  test("is a warning in a build if it may be a helper", async () => {
    const { code, output } = await buildApp(writeApp({ ...open, "src/pages/admin.server.ts": GUARD }));
    expect(code, output).toBe(0);
    expect(output).toMatch(/src\/pages\/admin\.server\.ts is not the companion.*\[NEARLY_SERVER_FILE\]/);
  });

  test("a server module without a default export is one clear message", async () => {
    const files = { ...open, "src/server.ts": "export const middleware = () => undefined;\n" };
    const { code, output } = await buildApp(writeApp(files));
    expect(code, output).toBe(1);
    expect(output).toMatch(/src\/server\.ts has no default export.*export default defineServer/);
  });
});

describe("a build of a page", () => {
  test.each(Object.entries(CONFIGS))(
    "with %s fails with one clear message",
    async (_name, [file, config, message]) => {
      const rest = file.endsWith(".tsx") ? GOOD_PAGE : "export const GET = () => 1;\n";
      const files = {
        "src/pages/index.tsx": GOOD_PAGE,
        "src/pages/admin/index.tsx": GOOD_PAGE,
        [file]: `export const config = ${config};\n${rest}`,
      };
      const { code, output } = await buildApp(writeApp(files));
      expect(code, output).toBe(1);
      expect(output).toMatch(message);
      expect(output).not.toMatch(STACK_LINE);
    },
  );
});

describe("the dev server", () => {
  test.each(Object.entries(CASES))("with %s shows the message, and heals", async (_name, input) => {
    const app = writeBadInput(input);
    const server = await startDev(app);
    const broken = await server.fetch(input.path, { headers: { Accept: "text/html" } });
    expect(broken.status).toBe(500);
    expect(broken.headers.get("content-type")).toMatch(/^text\/html/);
    const { page, connected } = await openPage(server, input.path);
    const overlay = page.locator("vite-error-overlay");
    await overlay.waitFor({ state: "attached" });
    const shown = await overlay.evaluate((element) => element.shadowRoot?.textContent ?? "");
    for (const pattern of input.message) expect(shown).toMatch(pattern);
    for (const pattern of input.message) await expect.poll(() => server.log()).toMatch(pattern);

    await connected();
    writeFiles(app, input.fix);
    await expect.poll(() => page.locator("h1").allTextContents()).toEqual(["healed"]);
    expect(await overlay.count()).toBe(0);
    expect((await server.fetch(input.path)).status).toBe(200);
    expect(server.process.exitCode()).toBeUndefined();
  });

  test("with two files for one URL names both, and heals when one is gone", async () => {
    const app = writeBadInput(TWO_FILES);
    const server = await startDev(app);
    const broken = await server.fetch("/about", { headers: { Accept: "text/html" } });
    expect(broken.status).toBe(500);
    const text = await broken.text();
    for (const pattern of TWO_FILES.message) expect(text).toMatch(pattern);
    rmSync(join(app, "src/pages/about/index.tsx"));
    await expect.poll(async () => (await server.fetch("/about")).status).toBe(200);
  });
});

describe("a port in use", () => {
  async function takePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port was given");
    return address.port;
  }

  const linesOf = (output: string): string[] => output.split("\n").filter((line) => line.trim() !== "");

  test("ends the built server with one line and exit code 1", async () => {
    const port = await takePort();
    const home = await builtFiles({ "src/pages/index.tsx": GOOD_PAGE });
    const { code, output } = await runProcess(bunProgram, ["--no-install", "dist/server/index.js"], {
      cwd: home,
      environment: { PORT: String(port), HOST: "127.0.0.1" },
    });
    expect(code).toBe(1);
    expect(linesOf(output)).toHaveLength(1);
    expect(output).toContain(String(port));
  });

  test("ends bunsen start with one line and exit code 1", async () => {
    const port = await takePort();
    const home = await builtFiles({ "src/pages/index.tsx": GOOD_PAGE });
    const { code, output } = await runBunsen(home, ["start"], { PORT: String(port), HOST: "127.0.0.1" });
    expect(code).toBe(1);
    expect(linesOf(output)).toHaveLength(1);
    expect(output).toContain(String(port));
  });

  test("ends bunsen dev --strictPort with a line and exit code 1", async () => {
    const port = await takePort();
    const app = writeApp({ "src/pages/index.tsx": GOOD_PAGE });
    const flags = ["--port", String(port), "--strictPort", "--host", "127.0.0.1"];
    const { code, output } = await runBunsen(app, ["dev", ...flags]);
    expect(code).toBe(1);
    expect(output).toContain(String(port));
    expect(output).not.toMatch(STACK_LINE);
  });
});

describe("the options of bunsen()", () => {
  test.each([
    ["react: true", /react.*an object of options, or false/],
    ['tailwind: "no"', /tailwind.*true or false/],
    ["pagesDirectory: 1", /pagesDirectory.*directory/],
    ['pageExtensions: ["mdx"]', /pageExtensions.*\.mdx/],
  ])("bunsen({ %s }) says what it takes", async (option, message) => {
    const config = `import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen({ ${option} })] };\n`;
    const { code, output } = await buildApp(writeApp({ "vite.config.ts": config }));
    expect(code).not.toBe(0);
    expect(output).toMatch(message);
    expect(output).not.toMatch(STACK_LINE);
  });

  test("an unknown plugin option suggests what was meant", async () => {
    const config =
      'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen({ tailwnid: false })] };\n';
    const app = writeApp({ "src/pages/index.tsx": GOOD_PAGE, "vite.config.ts": config });
    const { code, output } = await buildApp(app);
    expect(code).not.toBe(0);
    expect(output).toMatch(/tailwnid[\s\S]*tailwind/);
  });
});
