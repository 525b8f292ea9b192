import { type ComponentModule, type ImportedName, readComponents } from "./imported-components.ts";
import { HOST, rootsBelow } from "./inline-components.ts";

/** Finds the file of an import; `undefined` if it is not one of the app's own. */
type Resolve = (source: string, importer: string) => Promise<string | undefined>;

/** A name that a file exports. */
type Export = `${string}#${string}`;

/** Follows imports from file to file, to find the components that may be inlined. Each file is read once. */
export class InlineImports {
  readonly #modules = new Map<string, Promise<ComponentModule | undefined>>();

  /** Those of a module's imported names that may be inlined. */
  async among(
    imports: readonly ImportedName[],
    importer: string,
    resolve: Resolve,
  ): Promise<ReadonlySet<string>> {
    const search = new Search((file) => this.#read(file), resolve);
    const found = new Set<string>();
    for (const imported of imports)
      if (await search.isInline(imported, importer, [])) found.add(imported.local);
    return found;
  }

  #read(file: string): Promise<ComponentModule | undefined> {
    const reading = this.#modules.get(file) ?? readComponents(file);
    this.#modules.set(file, reading);
    return reading;
  }
}

/** Follows one import. `path` has the files so far: a cycle finds nothing. */
class Search {
  readonly #read: (file: string) => Promise<ComponentModule | undefined>;
  readonly #resolve: Resolve;

  constructor(read: (file: string) => Promise<ComponentModule | undefined>, resolve: Resolve) {
    this.#read = read;
    this.#resolve = resolve;
  }

  async isInline(
    { source, exported }: ImportedName,
    importer: string,
    path: readonly Export[],
  ): Promise<boolean> {
    const file = await this.#resolve(source, importer);
    return file !== undefined && this.#isInlineExport(file, exported, path);
  }

  async #isInlineExport(file: string, exported: string, before: readonly Export[]): Promise<boolean> {
    const own: Export = `${file}#${exported}`;
    const module = before.includes(own) ? undefined : await this.#read(file);
    if (!module) return false;
    const path = [...before, own];
    const local = module.exports.get(exported);
    if (local !== undefined) return this.#isInlineName(module, file, local, path);
    const passedOn = module.passedOn.find((entry) => entry.local === exported);
    if (passedOn) return this.isInline(passedOn, file, path);
    for (const source of module.allFrom)
      if (await this.isInline({ local: exported, source, exported }, file, path)) return true;
    return false;
  }

  async #isInlineName(
    { own, imports }: ComponentModule,
    file: string,
    name: string,
    path: readonly Export[],
  ): Promise<boolean> {
    const roots = rootsBelow(name, own);
    if (roots.has(HOST)) return true;
    for (const imported of imports)
      if (roots.has(imported.local) && (await this.isInline(imported, file, path))) return true;
    return false;
  }
}
