import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { isFileLoadingAllowed, type Plugin, type ResolvedConfig } from "vite";
import { dataErrorPlace } from "../assets/data-error-place.ts";
import { DATA_EXTENSIONS, dataModule } from "../assets/data-module.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { atPlace } from "../source-errors/at-place.ts";

/** What Vite and the bundler understand themselves; a file without an extension is a script. */
const UNDERSTOOD =
  /\.([cm]?[jt]sx?|json|css|less|sass|scss|styl|stylus|pcss|postcss|sss|html?|wasm|node)$|(^|\/)[^./]+$/;

/** Text that plugins may turn into a module. Otherwise its extension decides. */
interface Pending {
  text: string;
  kind: "data" | "asset";
}

/** Imports of files that are not scripts: they mean the same in development and in builds, on both sides. */
export function importsPlugin(context: PluginContext): Plugin[] {
  const pending = new Map<string, Pending>();
  return [
    {
      name: "bunsen:text-and-wasm",
      // Vite would make a URL of text, and an ES module of WebAssembly.
      enforce: "pre",
      load: {
        filter: { id: { include: /\.(txt|wasm)$/, exclude: /\0/ } },
        async handler(id) {
          if (id.endsWith(".wasm")) return urlModule(id);
          const text = await readAllowed(id, this.environment.config.consumer, context.config);
          return text === undefined ? null : moduleOf(`export default ${JSON.stringify(text)};\n`);
        },
      },
    },
    {
      name: "bunsen:json",
      // Vite's own error has no code, and in a build no place.
      enforce: "pre",
      transform: {
        filter: { id: { include: /\.json$/, exclude: /\0/ } },
        handler: (code, id) => checked(context, id, () => void JSON.parse(code.replace(/^\uFEFF/, ""))),
      },
    },
    {
      name: "bunsen:data-and-assets",
      // After the user's plugins, so that one that knows the extension has precedence.
      enforce: "post",
      load: {
        filter: { id: { include: /\.[^./\\?#]+$/, exclude: [/\0/, /[?#]/, UNDERSTOOD] } },
        async handler(id) {
          const extension = extname(id).slice(1);
          const kind = DATA_EXTENSIONS.includes(extension) ? "data" : "asset";
          const text = await readAllowed(id, this.environment.config.consumer, context.config);
          if (text === undefined) return null;
          pending.set(id, { text, kind });
          return { code: text, map: { mappings: "" }, moduleType: "js" };
        },
      },
      transform: {
        filter: { id: { include: /\.[^./\\?#]+$/, exclude: [/\0/, /[?#]/, UNDERSTOOD] } },
        handler(code, id) {
          const loaded = pending.get(id);
          if (loaded?.text !== code) return null;
          if (loaded.kind === "asset") return urlModule(id);
          return checked(context, id, () => moduleOf(dataModule(code, extname(id).slice(1))));
        },
      },
    },
  ];
}

/** @throws {BunsenPluginError} with the place, if the data of a file do not parse */
async function checked<Result>(context: PluginContext, file: string, parse: () => Result): Promise<Result> {
  try {
    return parse();
  } catch (error) {
    const position = (await dataErrorPlace(file)) ?? { line: 1, column: 1 };
    const invalid = importErrors.invalidData(`${context.relative(file)}:${position.line}`, error);
    throw atPlace(invalid, { file, ...position });
  }
}

function moduleOf(code: string) {
  return { code, map: { mappings: "" as const }, moduleType: "js" as const };
}

/** Vite knows what the URL of a file is, in every mode. */
function urlModule(id: string) {
  return moduleOf(`export { default } from ${JSON.stringify(`${id}?url`)};\n`);
}

/** The text of a file; nothing if there is none, or if the development server must not show it to a browser. */
async function readAllowed(
  file: string,
  consumer: "client" | "server",
  config: ResolvedConfig,
): Promise<string | undefined> {
  if (config.command === "serve" && consumer === "client" && !isFileLoadingAllowed(config, file)) {
    return undefined;
  }
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    // Files of `public/` have ids that are URLs; Vite handles them.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
