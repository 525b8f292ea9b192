import { dirname, relative } from "node:path";
import {
  ESModulesEvaluator,
  type EvaluatedModuleNode,
  type ModuleRunnerContext,
  type SSRImportMetadata,
  ssrImportKey,
  ssrModuleExportsKey,
} from "vite/module-runner";
import { importErrors } from "../diagnostics/import-errors.ts";
import { isWrittenAsCommonJs, OwnCommonJs } from "../packages/commonjs.ts";
import { atImport, describeBySource, placeOfText } from "../source-errors/describe-by-source.ts";
import { readText } from "../source-errors/read-text.ts";
import { slashed } from "../util/paths.ts";

type Names = readonly string[];

/**
 * Runs the server's modules in development. A name that CommonJS does not export is the error that a build has: Vite's runner has
 * one of its own for packages, and none for an app's own scripts.
 */
export class ModuleEvaluator extends ESModulesEvaluator {
  readonly #root: () => string;
  readonly #own = new OwnCommonJs();
  /** Exports of the app's own scripts in CommonJS, with their files. */
  readonly #commonJs = new WeakMap<object, string>();

  /** @param root the project's directory, absolute */
  constructor(root: () => string) {
    super();
    this.#root = root;
  }

  override async runInlinedModule(
    context: ModuleRunnerContext,
    code: string,
    module?: Readonly<EvaluatedModuleNode>,
  ): Promise<void> {
    if (module === undefined) return super.runInlinedModule(context, code);
    const { file } = module;
    // The quick check spares reading most files.
    if (code.includes("requireCommonJs") && this.#own.has(file))
      this.#commonJs.set(context[ssrModuleExportsKey], file);
    const load = context[ssrImportKey];
    const checked = async (specifier: string, metadata?: SSRImportMetadata) => {
      const names = metadata?.importedNames ?? [];
      if (names.length === 0) return load(specifier, metadata);
      try {
        const exports = await load(specifier, metadata);
        const own = this.#commonJs.get(exports);
        if (own !== undefined && names.some((name) => !(name in exports)))
          this.#refuseMissing(names, exports, writtenSpecifier(own, file) ?? specifier, file);
        return exports;
      } catch (error) {
        if (isRefusal(error) && isCommonJsPackage(specifier, file)) {
          this.#refuseMissing(names, await load(specifier), specifier, file);
        }
        throw error;
      }
    };
    return super.runInlinedModule({ ...context, [ssrImportKey]: checked }, code);
  }

  #refuseMissing(names: Names, exports: object, specifier: string, importer: string): void {
    const name = names.find((wanted) => !(wanted in exports));
    if (name === undefined) return;
    const line = placeOfText(importer, specifier, name)?.line ?? 1;
    const error = importErrors.missingExport(`${relative(this.#root(), importer)}:${line}`, name, specifier);
    describeBySource(atImport(error, importer, specifier, name), this.#root());
    throw error;
  }
}

/** What an importer writes where Vite has a URL of the file. */
function writtenSpecifier(file: string, importer: string): string | undefined {
  const written = [...(readText(importer) ?? "").matchAll(/\bfrom\s*["']([^"']+)["']/g)];
  return written
    .map(([, specifier = ""]) => specifier)
    .find((specifier) => fileOf(specifier, importer) === file);
}

/** Nothing for a part of the runtime, and for what only plugins know. */
function fileOf(specifier: string, importer: string): string | undefined {
  try {
    return slashed(Bun.resolveSync(specifier, dirname(importer)));
  } catch {
    return undefined;
  }
}

/** What Vite's runner says of names that an external module does not have. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof SyntaxError && /^\[vite\] (?:Named export|The requested module) /.test(error.message)
  );
}

function isCommonJsPackage(specifier: string, importer: string): boolean {
  const file = fileOf(specifier, importer);
  return file !== undefined && isWrittenAsCommonJs(file);
}
