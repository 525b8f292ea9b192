import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const here = import.meta.dir;

const EVERY_APP: Record<string, string> = {
  "package.json": '{ "name": "bench-pages", "private": true, "type": "module" }\n',
  "vite.config.ts": 'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()] };\n',
  "tsconfig.json": `${JSON.stringify({
    extends: "../../../tsconfig.base.json",
    compilerOptions: { noEmit: true, types: ["bun-types", "vite/client"] },
    include: ["src", ".bunsen/*.d.ts"],
  })}\n`,
  "src/style.css": '@import "tailwindcss";\n',
  "src/counter.tsx": `import { useState } from "react";

export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      clicked {count}
    </button>
  );
}
`,
  "src/pages/__root.tsx": `import type { RootProps } from "@bunsen/runtime";
import "../style.css";

export default function Root({ children }: RootProps) {
  return <div className="mx-auto max-w-prose">{children}</div>;
}
`,
  "src/pages/index.tsx": `import type { PageProps } from "@bunsen/runtime";
import { Counter } from "../counter";

export const meta = { title: "Index" };

export default function Index({ props }: PageProps<"/">) {
  return (
    <main>
      <h1>component text</h1>
      <p>{props.text}</p>
      <Counter />
    </main>
  );
}
`,
  "src/pages/index.server.ts": `import type { PageServer } from "@bunsen/runtime";

export default (() => ({ props: { text: "server text" } })) satisfies PageServer<"/">;
`,
};

/** Every fifth route is an endpoint. */
const isEndpoint = (index: number): boolean => index % 5 === 0;

/**
 * Writes an app of so many routes: pages, half of them with a parameter, each with a server function and a link to the next; and
 * endpoints with schemas, each called by the page after it.
 *
 * @returns its directory, which is new
 */
export function writeRoutes(name: string, count: number): string {
  const directory = join(here, ".tmp", name);
  rmSync(directory, { recursive: true, force: true });
  const files = { ...EVERY_APP };
  // The index is one of them.
  for (let index = 1; index < count; index++) {
    Object.assign(files, isEndpoint(index) ? endpointFiles(index) : pageFiles(index, count));
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return directory;
}

const hasParameter = (index: number): boolean => index % 2 === 0;

function routeOf(index: number): string {
  const directory = `/section-${index % 20}/page-${index}`;
  return hasParameter(index) ? `${directory}/[slug]` : directory;
}

const endpointRoute = (index: number): string => `/api/section-${index % 20}/notes-${index}/[id]`;

function endpointFiles(index: number): Record<string, string> {
  return {
    [`src/pages${endpointRoute(index)}.ts`]: `import { endpoint } from "@bunsen/runtime";
import * as z from "zod";

const Id = z.object({ id: z.coerce.number().int() });
const Note = z.object({ title: z.string().min(1), tags: z.array(z.string()), due: z.date().optional() });

export const GET = endpoint({ params: Id, query: z.object({ tag: z.string().optional() }), response: Note }, ({ query }) => ({
  title: "note ${index}",
  tags: query.tag === undefined ? [] : [query.tag],
}));

export const PUT = endpoint({ params: Id, body: Note }, ({ params, body }) => ({ number: ${index}, id: params.id, ...body }));
`,
  };
}

/** The page behind a page: the next one that is no endpoint. */
function nextPage(index: number, count: number): number {
  const next = (index % (count - 1)) + 1;
  return isEndpoint(next) ? nextPage(next, count) : next;
}

function pageFiles(index: number, count: number): Record<string, string> {
  const route = routeOf(index);
  const up = "../".repeat(route.split("/").length - 1);
  const next = nextPage(index, count);
  const link = hasParameter(next)
    ? `href("${routeOf(next)}", { slug: props.text })`
    : `href("${routeOf(next)}")`;
  const saved = index > 1 && isEndpoint(index - 1) ? endpointRoute(index - 1) : undefined;
  const save = `
async function save() {
  const { data } = await api("${saved}").PUT({ params: { id: ${index} }, body: { title: "a", tags: [] } });
  return data?.title;
}
`;
  return {
    [`src/pages${route}.tsx`]: `import { ${saved ? "api, " : ""}href, type PageProps } from "@bunsen/runtime";
import { Counter } from "${up}counter";
${saved ? save : ""}
export const meta = { title: "Page ${index}" };

export default function Page({ props }: PageProps<"${route}">) {
  return (
    <main className="p-${index % 12}">
      <h1>Page ${index}</h1>
      <a href={${link}}>{props.text}</a>
      ${saved ? '<button type="button" onClick={save}>save</button>' : ""}
      <Counter />
    </main>
  );
}
`,
    [`src/pages${route}.server.ts`]: `import type { PageServer } from "@bunsen/runtime";

export default (({ params }) => ({
  props: { text: "page ${index}", count: Object.keys(params).length },
})) satisfies PageServer<"${route}">;
`,
  };
}
