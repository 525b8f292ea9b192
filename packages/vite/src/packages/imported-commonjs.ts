import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { DevEnvironment, Rolldown } from "vite";
import { withoutQuery } from "../assets/import-edges.ts";
import { certainNames } from "./certain-names.ts";
import { isWrittenAsCommonJs } from "./commonjs.ts";
import { isBare } from "./package-root.ts";

type Context = Rolldown.TransformPluginContext;

/** Finds the scripts in CommonJS that modules import. */
export class ImportedCommonJs {
  /** By directory of the importer and specifier. */
  readonly #resolved = new Map<string, Promise<string | undefined>>();
  readonly #kinds = new Map<string, boolean>();
  readonly #certain = new Map<string, ReadonlySet<string>>();

  /** The file of an import; nothing if it is not CommonJS. */
  async imported(context: Context, specifier: string, importer: string): Promise<string | undefined> {
    const { environment } = context;
    const file =
      environment.mode === "dev"
        ? await preparedFile(context, specifier, importer, environment)
        : await this.#builtFile(context, specifier, importer);
    return file !== undefined && this.#isCommonJs(file) ? file : undefined;
  }

  /** Whether a script has these exports if it can be loaded at all. */
  surelyHas(file: string, names: readonly string[]): boolean {
    let certain = this.#certain.get(file);
    if (certain === undefined) {
      certain = certainNames(file);
      this.#certain.set(file, certain);
    }
    return names.every((name) => certain.has(name));
  }

  /** Files may have changed. */
  forget(): void {
    this.#certain.clear();
    this.#resolved.clear();
    this.#kinds.clear();
  }

  #builtFile(context: Context, specifier: string, importer: string): Promise<string | undefined> {
    const key = `${context.environment.name}\0${dirname(importer)}\0${specifier}`;
    let file = this.#resolved.get(key);
    if (!file) {
      file = builtFile(context, specifier, importer);
      this.#resolved.set(key, file);
    }
    return file;
  }

  #isCommonJs(file: string): boolean {
    let isCommonJs = this.#kinds.get(file);
    if (isCommonJs === undefined) {
      // Plugins resolve to what is no file.
      isCommonJs = existsSync(file) && isWrittenAsCommonJs(file);
      this.#kinds.set(file, isCommonJs);
    }
    return isCommonJs;
  }
}

/** The file that a build takes, or leaves beside its script. What is not there has an error of its own. */
async function builtFile(context: Context, specifier: string, importer: string): Promise<string | undefined> {
  const resolved = await context.resolve(specifier, importer, { skipSelf: true }).catch(() => undefined);
  if (!resolved || resolved.id.startsWith("\0")) return undefined;
  return resolved.external ? fileBeside(specifier, importer) : withoutQuery(resolved.id);
}

function fileBeside(specifier: string, importer: string): string | undefined {
  if (!isBare(specifier)) return undefined;
  try {
    return Bun.resolveSync(specifier, dirname(withoutQuery(importer)));
  } catch {
    // A part of the runtime.
    return undefined;
  }
}

/** The file behind what Vite has prepared for browsers. */
async function preparedFile(
  context: Context,
  specifier: string,
  importer: string,
  { depsOptimizer }: DevEnvironment,
): Promise<string | undefined> {
  if (!depsOptimizer) return undefined;
  const resolved = await context.resolve(specifier, importer, { skipSelf: true }).catch(() => undefined);
  const id = resolved && withoutQuery(resolved.id);
  return id === undefined
    ? undefined
    : depsOptimizer.metadata.depInfoList.find(({ file }) => file === id)?.src;
}
