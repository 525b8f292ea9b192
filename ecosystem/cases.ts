import { ENDPOINTS } from "./endpoints.ts";
import { PAGES } from "./pages.ts";

/** A package, and the path of the app that uses it. */
export interface Case {
  name: string;
  path: string;
  kind: "endpoint" | "page";
}

const slug = (name: string) => name.replace(/^@/, "").replace(/[/.]/g, "-");

/** Of these packages, or of all. */
export function casesOf(names?: ReadonlySet<string>): Case[] {
  const all: Case[] = [
    ...Object.keys(ENDPOINTS).map((name) => ({
      name,
      kind: "endpoint" as const,
      path: `/api/${slug(name)}`,
    })),
    ...Object.keys(PAGES).map((name) => ({ name, kind: "page" as const, path: `/${slug(name)}` })),
  ];
  return names ? all.filter(({ name }) => names.has(name)) : all;
}

/** The app that uses them. */
export function filesOf(cases: readonly Case[]): Record<string, string> {
  return Object.fromEntries([
    ["src/pages/index.tsx", "export default () => <main>the packages</main>;\n"],
    ...cases.map(({ name, kind, path }) =>
      kind === "endpoint"
        ? [`src/pages${path}.ts`, endpoint(ENDPOINTS[name] ?? "")]
        : [`src/pages${path}.tsx`, page(PAGES[name] ?? ["", ""])],
    ),
  ]);
}

/** The value is in an object: a bare string or a number would be a body of its own. */
function endpoint(code: string): string {
  return `${code.replace("export default", "const value: unknown =")}\nexport const GET = () => ({ value });\n`;
}

function page([imports, element]: readonly [string, string]): string {
  return `import { useEffect, useState } from "react";
${imports}
export default function Page() {
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return <main data-live={isLive}>${element}</main>;
}
`;
}
