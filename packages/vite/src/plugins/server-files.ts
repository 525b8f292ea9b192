import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import MagicString from "magic-string";
import type { Plugin, Rolldown } from "vite";
import { findFileUrls, findUnknownUrls, findUrlTemplates, patternOf } from "../assets/file-urls.ts";
import { type TemplateFiles, templateFiles } from "../assets/template-files.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { findAddons, findStarted, findWebAssembly, needsItsPlace } from "../packages/found-files.ts";
import { packageOf } from "../packages/package-root.ts";
import { placeOf } from "../packages/trace.ts";
import { positionOf } from "../page-module/parse.ts";
import type { BuildState } from "../production/build-state.ts";
import { SERVER_ADDONS, SERVER_FILES } from "../production/server-output.ts";
import { atPlace } from "../source-errors/at-place.ts";
import { slashed } from "../util/paths.ts";
import { emitServerFile, hashedName } from "./emit-server-file.ts";

const SCRIPT = /\.[cm]?[jt]s$/;

/** As long as `require`, filled up with spaces, so that the source map stays right. */
const BUN_REQUIRE = "import.meta.require(";

/**
 * Emits files that server code reads or starts by itself (`new URL(…, import.meta.url)`, workers, WebAssembly, native
 * addons). In development they stay where they are.
 */
export function serverFilesPlugin(context: PluginContext, state: BuildState): Plugin[] {
  /** Scripts that packages start by their path, to the modules that do. */
  const started = new Map<string, string>();
  return [
    {
      name: "bunsen:addons",
      enforce: "pre",
      applyToEnvironment: (environment) => environment.config.consumer === "server",
      load: {
        filter: { id: { include: /\.node$/, exclude: /\0/ } },
        async handler(id) {
          if (this.environment.mode === "dev") return developmentAddonModule(id);
          const source = await readFile(id);
          const fileName = `${SERVER_ADDONS}/${hashedName(id, source)}`;
          state.serverOutput.addons.set(id, { fileName, needsItsPlace: needsItsPlace(source) });
          this.emitFile({ type: "asset", fileName, source });
          return addonModule(`./${fileName}`);
        },
      },
    },
    {
      name: "bunsen:server-files",
      apply: "build",
      enforce: "pre",
      applyToEnvironment: (environment) => environment.config.consumer === "server",
      load: {
        filter: { id: { include: /\.wasm\?init$/, exclude: /\0/ } },
        async handler(id) {
          const fileName = await emitServerFile(this, id.slice(0, -"?init".length));
          return `import { wasmInit } from "@bunsen/runtime/internal/wasm-init";
export default wasmInit(new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url));
`;
        },
      },
      transform: {
        filter: { id: { include: /\.[cm]?[jt]sx?$/, exclude: /\0/ }, code: /import\.meta\.url/ },
        async handler(code, id) {
          const edited = new MagicString(code);
          for (const { start, end, file, isWorker } of await findFileUrls(code, id)) {
            const fileName = isWorker
              ? workerName(state.serverOutput.workers, file, context.relative(file))
              : await emitServerFile(this, file);
            // A script imports others, which only the whole package has.
            if (isWorker || !SCRIPT.test(file)) state.serverPackages.emitted.add(slashed(file));
            edited.update(start, end, `new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url)`);
          }
          if (!/[\\/]node_modules[\\/]/.test(id)) {
            for (const template of findUrlTemplates(code)) {
              const found = await templateFiles(patternOf(template, id));
              if (typeof found === "string")
                throw unknownUrl(context, code, id, template.start, `${template.template}: ${found}`);
              const path = emitTemplateFiles(this, found);
              const [prefix = ""] = template.texts;
              const url = `\`./${path}/${template.template.slice(1 + prefix.lastIndexOf("/") + 1)}`;
              edited.update(template.start, template.end, `new URL(${url}, import.meta.url)`);
            }
            const [unknown] = await findUnknownUrls(code, id);
            if (unknown) throw unknownUrl(context, code, id, unknown.start, unknown.expression);
          }
          return edited.hasChanged()
            ? { code: edited.toString(), map: edited.generateMap({ hires: true }) }
            : null;
        },
      },
      buildEnd() {
        for (const [id, addon] of state.serverOutput.addons) {
          const importers = addon.needsItsPlace ? (this.getModuleInfo(id)?.importers ?? []) : [];
          for (const importer of importers) state.serverPackages.suspects.add(importer);
        }
      },
      generateBundle(_options, bundle) {
        // Without addons, nothing is read: the bundler makes each chunk for who asks for it.
        if (state.serverOutput.addons.size === 0) return;
        for (const chunk of Object.values(bundle)) {
          // Bun's own bundler finds an addon only by a plain "require".
          if (chunk.type === "chunk") {
            chunk.code = chunk.code.replaceAll(BUN_REQUIRE, "require(".padStart(BUN_REQUIRE.length));
          }
        }
      },
    },
    {
      name: "bunsen:package-files",
      apply: "build",
      enforce: "pre",
      applyToEnvironment: (environment) => environment.config.consumer === "server",
      transform: {
        filter: {
          id: { include: /[\\/]node_modules[\\/].*\.c?js$/, exclude: /\0/ },
          code: /\bnode-gyp-build\b|__dirname[^)]*\.(?:wasm|[cm]?js)["']/,
        },
        async handler(code, id) {
          const edited = new MagicString(code);
          for (const { start, end, file } of findAddons(code, id)) {
            edited.update(start, end, `require(${JSON.stringify(file)})`);
            const owner = packageOf(file);
            if (owner) state.serverPackages.chosenBuilds.add(owner.directory);
          }
          for (const { start, end, file } of findWebAssembly(code, id)) {
            if (!existsSync(file)) continue;
            // `import.meta` would make an ES module of it; the bundler replaces `__dirname` later.
            edited.update(
              start,
              end,
              `(__dirname + ${JSON.stringify(`/${await emitServerFile(this, file)}`)})`,
            );
            state.serverPackages.emitted.add(slashed(file));
          }
          for (const { start, end, file } of findStarted(code, id)) {
            if (!existsSync(file)) continue;
            started.set(slashed(file), id);
            edited.update(start, end, `(__dirname + ${JSON.stringify(`/${placeOf(file)}`)})`);
          }
          return edited.hasChanged()
            ? { code: edited.toString(), map: edited.generateMap({ hires: true }) }
            : null;
        },
      },
      generateBundle(_options, bundle) {
        const included = new Set(
          Object.values(bundle).flatMap((file) => (file.type === "chunk" ? Object.keys(file.modules) : [])),
        );
        for (const [file, id] of started) if (included.has(id)) state.serverPackages.started.add(file);
      },
    },
  ];
}

/** A package that asks for its addon by `require` gets the addon itself, not a namespace. */
function addonModule(path: string): string {
  return `const addon = import.meta.require(${JSON.stringify(path)});
export { addon as default, addon as "module.exports" };
`;
}

function developmentAddonModule(file: string): string {
  return `import { createRequire } from "node:module";
export default createRequire(import.meta.url)(${JSON.stringify(file)});
`;
}

function emitTemplateFiles(plugin: Rolldown.PluginContext, { directory, files }: TemplateFiles): string {
  const path = `${SERVER_FILES}/${directory}`;
  for (const file of files) {
    plugin.emitFile({ type: "asset", fileName: `${path}/${file.path}`, source: file.content });
  }
  return path;
}

/** @param what the expression, and what is wrong with it if that is not plain to see */
function unknownUrl(context: PluginContext, code: string, id: string, start: number, what: string): Error {
  const position = positionOf(code, start);
  const error = importErrors.unknownFile(`${context.relative(id)}:${position.line}`, what);
  return atPlace(error, { file: id, ...position });
}

/** Workers are beside `app.js`, so that relative URLs mean the same in both. */
function workerName(workers: Map<string, string>, file: string, relativeFile: string): string {
  const known = workers.get(file);
  if (known !== undefined) return known;
  const fileName = `worker-${hashedName(file, relativeFile, ".js")}`;
  workers.set(file, fileName);
  return fileName;
}
