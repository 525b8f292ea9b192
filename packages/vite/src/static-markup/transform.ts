import MagicString, { type SourceMap } from "magic-string";
import { type ESTree, parseAst } from "vite";
import { walk } from "../page-module/walk.ts";
import { PREFIX } from "./attribute-code.ts";
import type { ReactAttributes } from "./attribute-writers.ts";
import { holesOf, isStatic, readTree, type TreeElement } from "./host-tree.ts";
import { asJsxCall, boundNames, type JsxCall, type JsxNames, jsxNames } from "./jsx-runtime.ts";
import { templateCode } from "./template-code.ts";

const MODULE = "@bunsen/runtime/internal/static-markup";

/** Host elements of a module: how many there are, and how many were compiled. */
export interface MarkupCounts {
  elements: number;
  flat: number;
}

export interface StaticMarkup {
  counts: MarkupCounts;
  /** `undefined` if nothing was compiled. */
  edited: { code: string; map: SourceMap } | undefined;
}

/** A compiled module that makes elements. */
export interface CompiledModule {
  code: string;
  file: string;
  program: ESTree.Program;
  names: JsxNames;
}

/** @returns `undefined` if the module makes no elements, or cannot be parsed */
export function readCompiled(code: string, file: string): CompiledModule | undefined {
  if (!code.includes("react/jsx-runtime") || code.includes(PREFIX)) return undefined;
  const program = parseAst(code, { lang: "js", sourceType: "module" }, file);
  const names = jsxNames(program);
  if (!names) return undefined;
  const bound = boundNames(program);
  // A call of a name with another binding may mean something else.
  const isClear = [...names.calls, ...names.fragments].every((name) => !bound.has(name));
  return isClear ? { code, file, program, names } : undefined;
}

/** Gives templates to the host elements of a module. Code that it does not understand stays unchanged. */
export function staticMarkup(
  { code, file, program, names }: CompiledModule,
  react: ReactAttributes,
): StaticMarkup {
  const edit = new ModuleEdit(code, react);
  const enter = (node: ESTree.Node): boolean => {
    const call = asJsxCall(node, names);
    const tree = call && readTree(call, names, react);
    if (!tree) {
      if (call?.type.type === "Literal") edit.counts.elements++;
      return true;
    }
    edit.addTemplate(tree);
    if (call.key) walk(call.key, enter);
    for (const hole of holesOf(tree)) walk(hole, enter);
    return false;
  };
  walk(program, enter);
  return edit.result(file);
}

/** What compilers write before a call without side effects. The bundler reads it only immediately before the call. */
const PURE = /\/\*\s*[@#]__PURE__\s*\*\/\s*$/;

class ModuleEdit {
  readonly counts: MarkupCounts = { elements: 0, flat: 0 };
  readonly #code: string;
  readonly #react: ReactAttributes;
  readonly #magic: MagicString;
  readonly #templates: string[] = [];
  readonly #constants: string[] = [];

  constructor(code: string, react: ReactAttributes) {
    this.#code = code;
    this.#react = react;
    this.#magic = new MagicString(code);
  }

  /** All expressions stay where they are, so that errors in them have the right position. */
  addTemplate(tree: TreeElement): void {
    const prefix = `${PREFIX}${this.#templates.length}`;
    this.#templates.push(templateCode(tree, this.#react, prefix));
    const { node, type } = tree.call;
    const create = tree.hasRef || tree.hasSpread ? "spreadElement" : "element";
    this.#magic.overwrite(node.callee.start, node.callee.end, PREFIX + create);
    this.#magic.appendLeft(type.start, `${prefix}t,`);
    if (isStatic(tree) && tree.call.key === undefined) this.#hoist(tree.call);
    else this.#parts(tree);
    const count = countElements(tree);
    this.counts.elements += count;
    this.counts.flat += count;
  }

  /** An element without values is made once. */
  #hoist({ node }: JsxCall): void {
    const name = `${PREFIX}${this.#constants.length}h`;
    this.#constants.push(name);
    const start = PURE.exec(this.#code.slice(Math.max(0, node.start - 40), node.start))?.[0].length ?? 0;
    this.#magic.appendLeft(node.start - start, `(${name}??=`);
    this.#magic.appendRight(node.end, ")");
  }

  /** The elements inside of a template. */
  #parts({ children }: TreeElement): void {
    for (const child of children) {
      if (child.kind !== "element") continue;
      const { callee } = child.call.node;
      const isPart = !child.hasRef && !child.hasSpread && child.call.key === undefined;
      if (isPart) this.#magic.overwrite(callee.start, callee.end, `${PREFIX}part`);
      if (isPart && isStatic(child)) this.#hoist(child.call);
      else this.#parts(child);
    }
  }

  result(file: string): StaticMarkup {
    if (this.#templates.length === 0) return { counts: this.counts, edited: undefined };
    // Hoisted, because a module's functions may be called before its own code has run.
    const constants = this.#constants.length > 0 ? [`var ${this.#constants.join()};`] : [];
    const templates = [...constants, ...this.#templates].join("\n");
    this.#magic.prepend(`${importLine(templates + this.#magic.toString())}\n${templates}\n`);
    const map = this.#magic.generateMap({ source: file, hires: "boundary", includeContent: true });
    return { counts: this.counts, edited: { code: this.#magic.toString(), map } };
  }
}

function countElements({ tag, children }: TreeElement): number {
  return children.reduce(
    (sum, child) => sum + (child.kind === "element" ? countElements(child) : 0),
    tag === undefined ? 0 : 1,
  );
}

/** Imports what the generated code uses. */
function importLine(code: string): string {
  const names = new Set([...code.matchAll(/\$bunsen_([a-zA-Z]\w*)/g)].map(([, name]) => name));
  const list = [...names].map((name) => `${name} as ${PREFIX}${name}`);
  return `import{${list.join(",")}}from${JSON.stringify(MODULE)};`;
}
