import { dirname, normalize } from "node:path";
import type { ESTree } from "vite";
import { freePlaces } from "./free-places.ts";
import { isImportMeta, metaProperty } from "./import-meta.ts";
import { evaluateStep, HARMLESS, type SourceValue } from "./path-expressions.ts";
import { referencesOf } from "./references.ts";
import type { IdentifierNode } from "./scope.ts";
import { childrenOf } from "./walk.ts";

export interface Span {
  start: number;
  end: number;
}

/** What a module makes of its own location. */
export interface SourcePaths {
  /** Expressions for files that are there: `join(import.meta.dirname, "data.json")`. */
  files: (Span & { file: string })[];
  /** Expressions for names: `basename(__filename)`. */
  names: (Span & { name: string })[];
  /** Other expressions: they mean something else where the sources are not. */
  others: (Span & { path: string })[];
}

/** What a module's location is called in CommonJS, in Node and in Bun; whether that is its directory. */
const LOCATIONS: ReadonlyMap<string, boolean> = new Map([
  ["__dirname", true],
  ["dirname", true],
  ["dir", true],
  ["__filename", false],
  ["filename", false],
  ["path", false],
]);

/** Those that are variables, which ES modules do not have. */
export const LOCATION_GLOBALS: readonly string[] = ["__dirname", "__filename"];

/**
 * Finds what a module makes of its own location: of `__dirname`, `import.meta.dirname` and their relatives, also by way of
 * constants of the module (`const here = dirname(fileURLToPath(import.meta.url))`). `new URL(…, import.meta.url)` and
 * `createRequire(import.meta.url)` are not among it.
 *
 * @param file of the module, absolute
 * @param isFile whether there is a file of this name
 */
export function findSourcePaths(
  program: ESTree.Program,
  file: string,
  isFile: (path: string) => boolean,
): SourcePaths {
  return new Finder(program, file, isFile).find();
}

class Finder {
  readonly #found: SourcePaths = { files: [], names: [], others: [] };
  readonly #parents = new Map<ESTree.Node, ESTree.Node>();
  readonly #places: readonly IdentifierNode[];
  readonly #references: ReadonlyMap<string, IdentifierNode[]>;
  readonly #constants: Map<ESTree.Node, string>;
  readonly #program: ESTree.Program;
  readonly #file: string;
  readonly #isFile: (path: string) => boolean;

  constructor(program: ESTree.Program, file: string, isFile: (path: string) => boolean) {
    this.#program = program;
    this.#file = file;
    this.#isFile = isFile;
    this.#constants = constantsOf(program);
    this.#places = referencesOf(program).places;
    this.#references = Map.groupBy(this.#places, ({ name }) => name);
  }

  find(): SourcePaths {
    for (const node of this.#nodesOf(this.#program)) {
      const property = metaProperty(node);
      if (property === "url") this.#follow(node, { kind: "url", path: this.#file });
      else if (property !== undefined && LOCATIONS.has(property))
        this.#follow(node, this.#location(property));
      else if (takesLocation(node)) this.#found.others.push({ ...spanOf(node), path: this.#file });
    }
    for (const place of freePlaces(this.#program, LOCATION_GLOBALS, this.#places)) {
      this.#follow(place, this.#location(place.name));
    }
    return this.#found;
  }

  /** All nodes below one, whose parents are known from now on. */
  #nodesOf(node: ESTree.Node, nodes: ESTree.Node[] = []): ESTree.Node[] {
    for (const child of childrenOf(node)) {
      this.#parents.set(child, node);
      nodes.push(child);
      this.#nodesOf(child, nodes);
    }
    return nodes;
  }

  #location(name: string): SourceValue {
    return { kind: "path", path: LOCATIONS.get(name) ? dirname(this.#file) : this.#file };
  }

  #follow(node: ESTree.Node, value: SourceValue): void {
    const parent = this.#parents.get(node);
    if (!parent) return;
    const step = evaluateStep(parent, node, value);
    if (step === HARMLESS || parent.type === "ExpressionStatement") return;
    if (step?.kind === "name") this.#found.names.push({ ...spanOf(parent), name: step.name });
    else if (step) this.#follow(parent, step);
    else if (this.#isCopied(value)) this.#found.files.push({ ...spanOf(node), file: normalize(value.path) });
    else this.#followConstant(parent, node, value);
  }

  /** The module itself is in the script of the build. */
  #isCopied({ kind, path }: SourceValue): boolean {
    return kind === "path" && path !== this.#file && this.#isFile(path);
  }

  /** A constant of the module is what it was made from, wherever it is used. */
  #followConstant(parent: ESTree.Node, node: ESTree.Node, value: SourceValue): void {
    const name = this.#constants.get(parent);
    if (name === undefined) this.#found.others.push({ ...spanOf(node), path: value.path });
    // Once: it may be made from itself.
    else if (this.#constants.delete(parent)) {
      for (const place of this.#references.get(name) ?? []) this.#follow(place, value);
    }
  }
}

/** The declarators of a module's own variables, which no other module can read, with their names. */
function constantsOf({ body }: ESTree.Program): Map<ESTree.Node, string> {
  const constants = new Map<ESTree.Node, string>();
  for (const statement of body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const declarator of statement.declarations) {
      if (declarator.id.type === "Identifier") constants.set(declarator, declarator.id.name);
    }
  }
  return constants;
}

function spanOf({ start, end }: ESTree.Node): Span {
  return { start, end };
}

/** `const { dirname } = import.meta` */
function takesLocation(node: ESTree.Node): boolean {
  if (node.type !== "VariableDeclarator" || !node.init || !isImportMeta(node.init)) return false;
  if (node.id.type !== "ObjectPattern") return false;
  return node.id.properties.some(
    (property) =>
      property.type === "Property" &&
      property.key.type === "Identifier" &&
      (LOCATIONS.has(property.key.name) || property.key.name === "url"),
  );
}
