import { attributeCode, PREFIX } from "./attribute-code.ts";
import type { ReactAttributes } from "./attribute-writers.ts";
import type { Emitter } from "./emitter.ts";
import { isContentAttribute, type TreeAttribute, type TreeElement } from "./host-tree.ts";
import { inOrder } from "./supported-elements.ts";

/** The code for the attributes of the elements of a template: first their values, which may need React, then their HTML. */
export class ElementAttributes {
  readonly #react: ReactAttributes;
  readonly #out: Emitter;
  /** What is written for an attribute whose value is known at run time. */
  readonly #terms = new Map<TreeAttribute, string>();
  /** The variable that holds all attributes of an element with spread props. */
  readonly #spreads = new Map<TreeElement, string>();

  constructor(react: ReactAttributes, out: Emitter) {
    this.#react = react;
    this.#out = out;
  }

  /**
   * Declares a variable for each attribute that needs one.
   *
   * @param props the expression for the element's props
   * @returns a condition under which React must render the element; empty for none
   */
  declare(element: TreeElement, props: string): string {
    if (element.hasSpread) return this.#declareSpread(element, props);
    const conditions: string[] = [];
    for (const attribute of element.attributes) {
      const code = attributeCode(element.tag ?? "", attribute, props, this.#react);
      if (!code) continue;
      const name = this.#out.variable();
      this.#out.statement(`const ${name}=${code.value};`);
      if (code.needsReact) conditions.push(code.needsReact(name));
      this.#terms.set(attribute, code.term(name));
    }
    return conditions.join("||");
  }

  #declareSpread(element: TreeElement, props: string): string {
    const { tag = "", attributes } = element;
    const literals = attributes.flatMap(({ name, value }) =>
      value.kind === "literal" ? [[name, [value.value, value.html]] as const] : [],
    );
    const known = JSON.stringify(Object.fromEntries(literals));
    const place = this.#out.constant(`${PREFIX}spreadPlace(${JSON.stringify(tag)},${known})`);
    const name = this.#out.variable();
    this.#out.statement(`const ${name}=${PREFIX}spreadAttributes(${props},f,${place});`);
    this.#spreads.set(element, name);
    return `${name}===undefined`;
  }

  /** Writes what stands in the start tag. */
  write(element: TreeElement): void {
    const spread = this.#spreads.get(element);
    if (spread) this.#out.term(spread);
    else this.#write(element, false);
  }

  /** Writes what stands behind the start tag. */
  writeContent(element: TreeElement): void {
    this.#write(element, true);
  }

  #write({ tag = "", attributes }: TreeElement, isContent: boolean): void {
    for (const attribute of inOrder(tag, attributes)) {
      if (isContentAttribute(tag, attribute.name) !== isContent) continue;
      const term = this.#terms.get(attribute);
      if (attribute.value.kind === "literal") this.#out.html(attribute.value.html);
      else if (term) this.#out.term(term);
    }
  }
}
