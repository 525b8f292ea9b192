import { expect, test } from "vitest";
import { buildAlone, buildApp } from "../support/build.ts";
import { type AppFiles, writeApp } from "../support/fixture.ts";
import { startBuilt } from "../support/serve.ts";

const ALIASED: AppFiles = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      jsx: "react-jsx",
      module: "Preserve",
      paths: { "@/*": ["./src/*"], "#rows": ["./src/rows.server.ts"] },
    },
  }),
  "src/label.tsx": "export const Label = () => <b>label</b>;\n",
  "src/rows.server.ts": 'export const rows = ["one"];\n',
  "src/pages/index.tsx": 'import { Label } from "@/label";\nexport default () => <Label />;\n',
};

const withConfig = (imports: string, config: string): AppFiles => ({
  "vite.config.ts": `import { bunsen } from "@bunsen/vite";\n${imports}\nexport default ${config};\n`,
});

test("vite-tsconfig-paths works beside bunsen()", async () => {
  const config = withConfig(
    'import tsconfigPaths from "vite-tsconfig-paths";',
    "{ resolve: { tsconfigPaths: false }, plugins: [tsconfigPaths(), bunsen()] }",
  );
  const server = await startBuilt(await buildAlone(writeApp({ ...ALIASED, ...config })));
  expect(await (await server.fetch("/")).text()).toContain("<b>label</b>");
});

test("an alias that does not look like it leads to no server code", async () => {
  const { code, output } = await buildApp(
    writeApp({
      ...ALIASED,
      "src/label.tsx": 'import { rows } from "#rows";\nexport const Label = () => <b>{rows}</b>;\n',
    }),
  );
  expect(code).toBe(1);
  expect(output).toMatch(/src\/pages\/index\.tsx\s+→ src\/label\.tsx\s+→ src\/rows\.server\.ts/);
});

test("a document without its plugin is an error that names it", async () => {
  const { code, output } = await buildApp(
    writeApp({
      "src/pages/index.mdx": "# A document\n",
      ...withConfig("", "{ plugins: [bunsen({ pageExtensions: ['.mdx'] })] }"),
    }),
  );
  expect(code).toBe(1);
  expect(output).toContain("src/pages/index.mdx:1");
});
