import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { appOf } from "../test/support/documents.ts";
import { type Case, filesOf } from "./cases.ts";
import manifest from "./package.json" with { type: "json" };

/** Without a smoke test: every path is requested in each mode. */
const VITE_CONFIG = `import { bunsen } from "@bunsen/vite";
import icons from "unplugin-icons/vite";
export default {
  plugins: [
    icons({ compiler: "jsx", jsx: "react" }),
    bunsen({ tailwind: false, smokeTest: false, external: EXTERNAL }),
  ],
};
`;

/** The recipes that the guide has, all at once. */
export const COLLECT_STYLES = {
  ...appOf("docs/recipes/css-in-js.md"),
  "src/server.ts": `
import { type CollectStyles, defineServer } from "@bunsen/runtime";
import { collectStyles as antd } from "./collect-antd";
import { collectStyles as emotion } from "./collect-emotion";
import { collectStyles as styled } from "./collect-styles";
const collectStyles: CollectStyles = () => {
  const all = [antd(), emotion(), styled()];
  return {
    wrap: (app) => all.reduce((inner, one) => one.wrap(inner), app),
    styles: () => all.map((one) => one.styles()).join(""),
  };
};
export default defineServer({ collectStyles });
`,
};

/** Files of an app that uses packages, by their path. */
export function appFiles(cases: readonly Case[]): Record<string, string> {
  const external = cases.filter(({ name }) => name === "pino-pretty").map(({ name }) => name);
  return {
    "package.json": JSON.stringify({
      name: "ecosystem-app",
      private: true,
      type: "module",
      // The driver that an ORM of the app loads by its name.
      dependencies: { pg: manifest.dependencies.pg },
    }),
    "tsconfig.json": '{ "compilerOptions": { "jsx": "react-jsx", "module": "Preserve" } }\n',
    "vite.config.ts": VITE_CONFIG.replace("EXTERNAL", JSON.stringify(external)),
    // Browsers ask for it.
    "public/favicon.ico": "",
    ...COLLECT_STYLES,
    ...filesOf(cases),
  };
}

/** Writes such an app into a directory, in place of what is there. */
export function writeApp(directory: string, cases: readonly Case[]): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, content] of Object.entries(appFiles(cases))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}
