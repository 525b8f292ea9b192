/** `bun bench/render.ts`: `renderToString` of pages as people write them, with and without templates, in one process. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { transformWithOxc } from "vite";
import { loadAppReact } from "../packages/vite/src/static-markup/app-react.ts";
import { askReact } from "../packages/vite/src/static-markup/attribute-writers.ts";
import { REACT_SERVER, withTemplates } from "../packages/vite/src/static-markup/react-server.ts";
import { readCompiled, staticMarkup } from "../packages/vite/src/static-markup/transform.ts";
import { round2 } from "./numbers.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 1500);
/** Renders in a row. So few that a busy machine leaves most rows undisturbed. */
const RENDERS = 2;
/** Of all rounds, the part that is taken for undisturbed. */
const UNDISTURBED = 0.1;

interface Pages {
  names: string[];
  render(name: string): string;
}

const directory = mkdtempSync(join(import.meta.dir, ".tmp-"));
const attributes = askReact(loadAppReact(import.meta.dir));
try {
  const plain = await bundle("plain", (code) => code);
  const compiled = await bundle("compiled", (code, file) => {
    if (REACT_SERVER.test(file)) return withTemplates(code) ?? code;
    const module = readCompiled(code, file);
    return (module && staticMarkup(module, attributes).edited?.code) ?? code;
  });
  for (const name of plain.names) console.log(compare(name, plain, compiled));
} finally {
  rmSync(directory, { recursive: true });
}

/** Bundles the pages with each module changed, and loads them. */
async function bundle(name: string, change: (code: string, file: string) => string): Promise<Pages> {
  const { success, logs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "app/src/render/pages.tsx")],
    outdir: join(directory, name),
    target: "bun",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "change",
        setup(build) {
          build.onLoad({ filter: /\.(tsx|js|mjs)$/ }, async ({ path }) => {
            const source = await Bun.file(path).text();
            const isSource = path.endsWith(".tsx");
            const options = { jsx: { runtime: "automatic" }, lang: "tsx" } as const;
            const code = isSource ? (await transformWithOxc(source, path, options)).code : source;
            return { contents: change(code, path), loader: "js" };
          });
        },
      },
    ],
  });
  if (!success) throw new AggregateError(logs, `The pages (${name}) do not build.`);
  return import(join(directory, name, "pages.js"));
}

function compare(name: string, plain: Pages, compiled: Pages) {
  const html = plain.render(name);
  if (compiled.render(name) !== html) throw new Error(`${name}: templates write other bytes than React.`);
  for (let time = 0; time < 300; time++) {
    plain.render(name);
    compiled.render(name);
  }
  const times: Record<"plain" | "compiled", number[]> = { plain: [], compiled: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.plain.push(microseconds(plain, name));
    times.compiled.push(microseconds(compiled, name));
  }
  const react = undisturbed(times.plain);
  const templates = undisturbed(times.compiled);
  return {
    page: name,
    ratio: round2(react / templates),
    "React µs": round2(react),
    "with templates µs": round2(templates),
    bytes: html.length,
  };
}

/** Of one render. */
function microseconds(pages: Pages, name: string): number {
  const start = Bun.nanoseconds();
  for (let time = 0; time < RENDERS; time++) pages.render(name);
  return (Bun.nanoseconds() - start) / RENDERS / 1000;
}

function undisturbed(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * UNDISTURBED)] ?? 0;
}
