import { ENDPOINTS } from "./endpoints.ts";
import { KEPT } from "./kept.ts";
import { PAGES } from "./pages.ts";

/** A package, the path of the app that uses it, and what it must give there. */
export interface Case {
  name: string;
  path: string;
  kind: "endpoint" | "page";
  /** The endpoint's value, or the text of the page. */
  expected: unknown;
  /** Whether the package stays files, so that an executable is refused. */
  isKept: boolean;
}

/** One of each kind, for `npm test`: these are dependencies of the repository, too. */
export const SAMPLE: ReadonlySet<string> = new Set([
  // A native addon that is found at run time.
  "bcrypt",
  // CommonJS that loads its driver inside `try`, and an addon that is optional.
  "bullmq",
  // Classes that are known by their names.
  "drizzle-orm",
  "inversify",
  // `#imports` by way of `createRequire`, and files by URL.
  "@react-pdf/renderer",
  // CommonJS that is imported by name and as default.
  "pino",
  // Styles that are made while rendering.
  "@emotion/styled",
  "antd",
  "styled-components",
  // Modules of another plugin.
  "unplugin-icons",
]);

const slug = (name: string) => name.replace(/^@/, "").replace(/[/.]/g, "-");

/** Of these packages, or of all. */
export function casesOf(names?: ReadonlySet<string>): Case[] {
  const endpoints = (table: typeof ENDPOINTS, isKept: boolean): Case[] =>
    Object.entries(table).map(([name, [, expected]]) => ({
      name,
      kind: "endpoint",
      path: `/api/${slug(name)}`,
      expected,
      isKept,
    }));
  const pages = Object.entries(PAGES).map(
    ([name, [, , expected]]): Case => ({
      name,
      kind: "page",
      path: `/${slug(name)}`,
      expected,
      isKept: false,
    }),
  );
  const all = [...endpoints(ENDPOINTS, false), ...endpoints(KEPT, true), ...pages];
  return names ? all.filter(({ name }) => names.has(name)) : all;
}

/** The app that uses them. */
export function filesOf(cases: readonly Case[]): Record<string, string> {
  return Object.fromEntries([
    ["src/pages/index.tsx", "export default () => <main>the packages</main>;\n"],
    ...cases.map(({ name, kind, path }) =>
      kind === "endpoint"
        ? [`src/pages${path}.ts`, endpoint((ENDPOINTS[name] ?? KEPT[name] ?? [""])[0])]
        : [`src/pages${path}.tsx`, page(PAGES[name] ?? ["", ""])],
    ),
  ]);
}

/** The value is in an object: a bare string or a number would be a body of its own. */
function endpoint(code: string): string {
  return `${code.replace("export default", "const value: unknown =")}\nexport const GET = () => ({ value });\n`;
}

function page([imports, element]: readonly [string, string, ...unknown[]]): string {
  return `import { useEffect, useState } from "react";
${imports}
export default function Page() {
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return <main data-live={isLive}>${element}</main>;
}
`;
}
