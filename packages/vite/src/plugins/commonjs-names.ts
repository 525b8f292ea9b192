import MagicString from "magic-string";
import type { Plugin } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import type { PluginContext } from "../context/plugin-context.ts";
import { importErrors } from "../diagnostics/import-errors.ts";
import { ExportNames, type LoadedModule } from "../packages/export-names.ts";
import { ImportedCommonJs } from "../packages/imported-commonjs.ts";
import { isReplacedInBrowsers } from "../packages/package-root.ts";
import { readPageModule } from "../page-module/exports.ts";
import { findNamedImports, type NamedImport } from "../page-module/named-imports.ts";
import { atImport, placeOfText } from "../source-errors/describe-by-source.ts";
import { imitatesBrowser } from "./environments.ts";

/**
 * Gives CommonJS the exports that Bun gives it: those that it has when it has been loaded. What an app's own modules import by
 * another name is refused by a build. Where a module cannot be loaded by itself, and in browsers in development, the importer
 * checks it when it runs. In the server of development, Bun itself refuses it: see `ModuleEvaluator`.
 */
export function commonJsNamesPlugin(context: PluginContext): Plugin {
  const commonJs = new ImportedCommonJs();
  const exportNames = new ExportNames();
  const replaced = new WeakMap<LoadedModule, boolean>();
  const isReplaced = (loaded: LoadedModule): boolean => {
    const known = replaced.get(loaded) ?? loaded.files.some(isReplacedInBrowsers);
    replaced.set(loaded, known);
    return known;
  };
  return {
    name: "bunsen:commonjs-names",
    // After types and parts of pages have been removed, with their imports.
    enforce: "post",
    applyToEnvironment: (environment) =>
      !imitatesBrowser(environment) &&
      (environment.config.command === "build" || environment.config.consumer === "client"),
    transform: {
      filter: {
        id: { include: /\.[cm]?[jt]sx?(?:$|\?)/, exclude: [/\0/, /[\\/]node_modules[\\/]/] },
        code: /\bfrom\s*["']/,
      },
      async handler(code, id) {
        const edited = new MagicString(code);
        const isBuild = this.environment.mode === "build";
        for (const found of findNamedImports(code, COMPILED)) {
          const file = await commonJs.imported(this, found.specifier, id);
          // Loading a large package takes seconds.
          if (file === undefined || (!found.isAll && commonJs.surelyHas(file, found.names))) continue;
          const loaded = isBuild || found.isAll ? await exportNames.of(file) : undefined;
          if (!isBuild) exportNames.stopIfIdle();
          const isServer = this.environment.config.consumer === "server";
          const names = loaded && (isServer || !isReplaced(loaded)) ? new Set(loaded.names) : undefined;
          // When it runs, the server hands on what is there.
          if (found.isAll && !names && isServer) continue;
          const held = { code, edited, importer: id, found, names };
          if (found.isAll) nameAll(held, context);
          else checkNames(held, context);
        }
        if (!edited.hasChanged()) return null;
        return { code: edited.toString(), map: edited.generateMap({ hires: "boundary" }) };
      },
    },
    watchChange() {
      exportNames.forget();
      commonJs.forget();
    },
    buildEnd(error) {
      // Workers of browser code are builds of their own, which end while the pages are still being built.
      if (error) exportNames.stop();
      else exportNames.stopIfIdle();
    },
  };
}

/** Modules reach the plugin without types; what is left may be JSX. */
const COMPILED = "compiled.jsx";

/** An import of CommonJS, and where it is. */
interface HeldImport {
  /** Of the importer. */
  code: string;
  edited: MagicString;
  /** Its id. */
  importer: string;
  found: NamedImport;
  /** Of the exports; nothing if they are not known. */
  names: ReadonlySet<string> | undefined;
}

/**
 * Writes the names instead of the star, which Vite cannot hand on in browsers.
 *
 * @throws {BunsenPluginError} MISSING_EXPORT
 */
function nameAll({ code, edited, importer, found, names }: HeldImport, context: PluginContext): void {
  const { specifier, start, end } = found;
  if (!names) {
    const line = placeOfText(withoutQuery(importer), specifier)?.line ?? 1;
    throw atImport(
      importErrors.unknownExports(`${context.relative(withoutQuery(importer))}:${line}`, specifier),
      importer,
      specifier,
    );
  }
  const own = new Set(readPageModule(code, COMPILED).exportNames);
  const handedOn = [...names]
    .filter((name) => !own.has(name))
    .map((name) => (IDENTIFIER.test(name) ? name : JSON.stringify(name)));
  edited.update(start, end, `export { ${handedOn.join(", ")} } from ${JSON.stringify(specifier)};`);
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Refuses names that are not there, and writes checks of those which are only known when the module runs.
 *
 * @throws {BunsenPluginError} MISSING_EXPORT
 */
function checkNames({ edited, importer, found, names }: HeldImport, context: PluginContext): void {
  const { specifier, end } = found;
  const unknown = found.names.filter((name) => !names?.has(name));
  const [first] = unknown;
  const place = first === undefined ? undefined : placeOfText(withoutQuery(importer), specifier, first);
  // Compilers add imports of their own.
  if (first === undefined || !place) return;
  const messageFor = (name: string) =>
    importErrors.missingExport(`${context.relative(place.file)}:${place.line}`, name, specifier);
  if (names) throw atImport(messageFor(first), importer, specifier, first);
  const all = `__bunsen_names_${end}`;
  const message = JSON.stringify(messageFor(NAME).message);
  edited.appendLeft(
    end,
    // Without it, an import that no semicolon ends would go on.
    `;import * as ${all} from ${JSON.stringify(specifier)}; for (const name of ${JSON.stringify(unknown)}) ` +
      `if (!Object.hasOwn(${all}, name)) throw Error(${message}.replaceAll("${NAME}", name));`,
  );
}

/** Stands for a name in a message. */
const NAME = "%NAME%";
