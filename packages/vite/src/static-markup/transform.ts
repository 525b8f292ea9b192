import MagicString, { type SourceMap } from "magic-string";
import { type ESTree, parseAst } from "vite";
import { walk } from "../page-module/walk.ts";
import type { AppReact } from "./app-react.ts";
import type { ChosenWriter } from "./attribute-writers.ts";
import { COMPONENT, classText, importLine, inlineCall, newElement, valueText } from "./codegen.ts";
import { guess } from "./guess.ts";
import { type HostElement, holesOf, ownHoles, readHostTree, type TreeRules } from "./host-tree.ts";
import { defaultExport } from "./imported-components.ts";
import { HOST, inlineNames, ownComponents } from "./inline-components.ts";
import {
  asJsxCall,
  type BoundNames,
  boundNames,
  type JsxCall,
  type JsxNames,
  jsxNames,
} from "./jsx-runtime.ts";
import { markupOf } from "./react-markup.ts";

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

/** What a transform needs to know of the app's React. */
export interface ReactFacts {
  react: AppReact;
  writerOf(tag: string, name: string): ChosenWriter | undefined;
}

/** A compiled module that makes elements. */
export interface CompiledModule {
  code: string;
  file: string;
  program: ESTree.Program;
  bound: BoundNames;
  names: JsxNames;
}

/** @returns `undefined` if the module makes no elements, or cannot be parsed */
export function readCompiled(code: string, file: string): CompiledModule | undefined {
  if (!code.includes("react/jsx-runtime") || code.includes("$bunsen")) return undefined;
  const program = parseAst(code, { lang: "js", sourceType: "module" }, file);
  const names = jsxNames(program);
  if (!names) return undefined;
  const bound = boundNames(program);
  // A call of a name with another binding may mean something else.
  const isClear = [...names.calls, ...names.fragments].every((name) => !bound.has(name));
  return isClear ? { code, file, program, bound, names } : undefined;
}

/**
 * Replaces host elements by compiled markup. Code that it does not understand stays unchanged.
 *
 * @param imported names of components of other modules that may be inlined
 * @param isPage whether the module is a page, a layout or the root: the runtime then calls its component
 */
export function staticMarkup(
  { code, file, program, bound, names }: CompiledModule,
  facts: ReactFacts,
  imported: ReadonlySet<string>,
  isPage = false,
): StaticMarkup {
  const own = ownComponents(program, bound, (node) => rootOfCall(asJsxCall(node, names)));
  const inline = inlineNames(own, imported);
  const rules: TreeRules = {
    names,
    guess: (expression) => guess(expression, names, inline),
    canWrite: (tag, name) => facts.writerOf(tag, name) !== undefined,
  };
  const edit = new ModuleEdit(code, facts);
  const enter = (node: ESTree.Node): boolean => {
    const call = asJsxCall(node, names);
    const tree = call && readHostTree(call, rules);
    if (tree && edit.replace(tree)) {
      for (const hole of holesOf(tree)) walk(hole, enter);
      return false;
    }
    if (call) edit.leave(call, inline);
    return true;
  };
  walk(program, enter);
  const page = isPage ? defaultExport(program) : undefined;
  if (page !== undefined && inline.has(page)) edit.append(inlineCall(page));
  return edit.result(file);
}

function rootOfCall(call: JsxCall | undefined): string | undefined {
  if (call?.type.type === "Literal") return HOST;
  return call?.type.type === "Identifier" ? call.type.name : undefined;
}

class ModuleEdit {
  readonly #code: string;
  readonly #facts: ReactFacts;
  readonly #magic: MagicString;
  readonly #classes: string[] = [];
  readonly #counts: MarkupCounts = { elements: 0, flat: 0 };

  constructor(code: string, facts: ReactFacts) {
    this.#code = code;
    this.#facts = facts;
    this.#magic = new MagicString(code);
  }

  /**
   * The expressions of the holes stay where they are, so that errors in them have the right position.
   *
   * @returns false if React must render the tree
   */
  replace(tree: HostElement): boolean {
    const number = this.#addClass(tree);
    if (number === undefined) return false;
    this.#count(countElements(tree), true);
    let at = tree.call.node.start;
    let before = newElement(number);
    for (const { start, end } of holesOf(tree)) {
      this.#magic.overwrite(at, start, before);
      before = ",";
      at = end;
    }
    this.#magic.overwrite(at, tree.call.node.end, at === tree.call.node.start ? `${before})` : ")");
    return true;
  }

  /** @returns its number, or `undefined` if React refuses the tree */
  #addClass(tree: HostElement): number | undefined {
    const markup = markupOf(tree, this.#facts.react, this.#facts.writerOf);
    if (!markup) return undefined;
    const original = this.#originalText(tree);
    return this.#classes.push(classText(this.#classes.length, tree, markup, original)) - 1;
  }

  /** An element that React renders; the element of a component that may be inlined is marked. */
  leave(call: JsxCall, inline: ReadonlySet<string>): void {
    const { type, node } = call;
    if (type.type === "Literal") this.#count(1, false);
    else if (type.type === "Identifier" && inline.has(type.name))
      this.#magic.overwrite(node.callee.start, node.callee.end, COMPONENT);
  }

  /** Adds a statement to the end of the module. */
  append(statement: string): void {
    this.#magic.append(`\n${statement}\n`);
  }

  result(file: string): StaticMarkup {
    if (!this.#magic.hasChanged()) return { counts: this.#counts, edited: undefined };
    const classes = this.#classes.join("\n");
    this.#magic.prepend(`${importLine(classes + this.#magic.toString())}\n${classes}\n`);
    const map = this.#magic.generateMap({ source: file, hires: "boundary", includeContent: true });
    return { counts: this.#counts, edited: { code: this.#magic.toString(), map } };
  }

  /** The call as it was written, its expressions replaced by their values. */
  #originalText(tree: HostElement): string {
    const text = new MagicString(this.#code);
    const indexes = new Map(holesOf(tree).map(({ start }, index) => [start, index]));
    const ownText = ({ start }: ESTree.Expression) => valueText(indexes.get(start) ?? -1, tree);
    const put = ({ start, end }: ESTree.Expression, by: string) =>
      text.overwrite(this.#withNote(start), end, by);
    const write = (element: HostElement) => {
      const names = new Map(
        element.shorthands.map(({ name, expression }) => [expression.start, `${name}: `]),
      );
      for (const expression of ownHoles(element))
        put(expression, `${names.get(expression.start) ?? ""}${ownText(expression)}`);
      for (const child of element.children) {
        if (child.kind !== "element") continue;
        // React renders the whole tree if it must render one value; parts without such values stay markup.
        const number = !tree.isMarkup && child.isMarkup ? this.#addClass(child) : undefined;
        if (number === undefined) write(child);
        else put(child.call.node, `${newElement(number)}${holesOf(child).map(ownText).join()})`);
      }
    };
    write(tree);
    return text.slice(tree.call.node.start, tree.call.node.end);
  }

  /** Where a compiler's comment begins that a call has no side effects: it would be wrong before a value. */
  #withNote(start: number): number {
    return start - (/\/\* [@#]__PURE__ \*\/ $/.exec(this.#code.slice(start - 20, start))?.[0].length ?? 0);
  }

  #count(elements: number, flat: boolean): void {
    this.#counts.elements += elements;
    if (flat) this.#counts.flat += elements;
  }
}

function countElements({ children }: HostElement): number {
  return children.reduce((sum, child) => sum + (child.kind === "element" ? countElements(child) : 0), 1);
}
