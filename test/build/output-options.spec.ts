import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildApp, moveOutside } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { startBuilt } from "../support/serve.ts";

const configOf = (build: string) => `
import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen()], ${build} };
`;

const PAGE = 'export default () => <h1 className="a">page</h1>;';

describe("Vite's options for the output", () => {
  const files: AppFiles = {
    "vite.config.ts": `
import { writeFileSync } from "node:fs";
import { bunsen } from "@bunsen/vite";
// As plugins for service workers do.
const worker = { name: "worker", closeBundle: () => writeFileSync("dist/sw.js", "") };
export default { plugins: [bunsen(), worker], build: {
      cssCodeSplit: false,
      rolldownOptions: {
        output: {
          assetFileNames: "static/[name].[hash][extname]",
          manualChunks: (id) => (id.endsWith("/shared.ts") ? "by-hand" : undefined),
        },
      },
    } };
`,
    "src/a.css": ".a { color: red }",
    "src/b.css": ".b { color: blue }",
    "src/logo.svg": `<svg xmlns="http://www.w3.org/2000/svg"><!-- ${"large ".repeat(1000)} --></svg>`,
    "src/shared.ts": 'export const shared = () => "shared by hand";',
    "src/lazy.tsx": 'import "./b.css";\nexport default () => <b className="b">lazy</b>;',
    "src/pages/index.tsx": `
import { lazy, Suspense } from "react";
import "../a.css";
import logo from "../logo.svg";
import { shared } from "../shared.ts";
const Lazy = lazy(() => import("../lazy.tsx"));
export default () => <h1 className="a"><img src={logo} />{shared()}<Suspense><Lazy /></Suspense></h1>;
`,
    "src/pages/other.tsx": PAGE,
  };

  test("hold on both sides", async () => {
    const directory = writeApp(files);
    const { code, output } = await buildApp(directory);
    expect(code).toBe(0);
    expect(output).toMatch(/dist\/sw\.js, but only dist\/client is served\..*\[STRAY_FILES\]/);
    const home = moveOutside(directory);
    const app = await startBuilt(home);
    const [page, other] = await Promise.all(
      ["/", "/other"].map(async (path) => (await app.fetch(path)).text()),
    );
    const styles =
      /<link rel="stylesheet" href="(\/static\/style\.[^"]+\.css)">/.exec(page ?? "")?.[1] ?? "none";
    expect(page?.match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(other).toContain(styles);
    expect(await (await app.fetch(styles)).text()).toMatch(/\.a\{[^}]*\}.*\.b\{/s);
    const logo = /<img src="([^"]+)"/.exec(page ?? "")?.[1] ?? "none";
    expect(logo).toMatch(/^\/static\/logo\./);
    expect((await app.fetch(logo)).status).toBe(200);
    const scripts = join(home, "dist/client/assets");
    const byHand = readdirSync(scripts).find((name) => /^by-hand-.*\.js$/.test(name)) ?? "none";
    expect(readFileSync(join(scripts, byHand), "utf8")).toContain("shared by hand");
  });
});

test.each([
  [
    "names of the server's own",
    'environments: { ssr: { build: { rolldownOptions: { output: { assetFileNames: "x/[name][extname]" } } } } }',
    "environments.ssr sets output.assetFileNames",
  ],
  [
    "chunks as an object",
    'build: { rolldownOptions: { output: { manualChunks: { react: ["react"] } } } }',
    "output.manualChunks is no function",
  ],
])("%s are refused by name", async (_what, build, message) => {
  const app = writeApp({ "vite.config.ts": configOf(build), "src/pages/index.tsx": PAGE });
  const { code, output } = await buildApp(app);
  expect(code).toBe(1);
  expect(output).toContain(message);
  expect(output).toContain("[OUTPUT_OPTIONS]");
});
