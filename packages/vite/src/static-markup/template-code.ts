import { firstNewline } from "@bunsen/runtime/internal/static-markup";
import { attributeCode, member, PREFIX } from "./attribute-code.ts";
import type { ReactAttributes } from "./attribute-writers.ts";
import { type AfterText, Emitter } from "./emitter.ts";
import { escapeHtml } from "./escape-html.ts";
import {
  isContentAttribute,
  literalContent,
  type TreeAttribute,
  type TreeChild,
  type TreeElement,
} from "./host-tree.ts";
import { inOrder, isVoidTag } from "./supported-elements.ts";

const SEPARATOR = "<!-- -->";

/** The parameters of every template: request, task, element, index, and React's functions. */
const PARAMETERS = "q,t,n,i,f";

type Step = [type: string | null, index: number, count: number, key: string | null];

/**
 * The code of the function that writes a tree into React's output. See `Template` in the runtime.
 *
 * @param prefix of names in the module that are used for this template alone
 */
export function templateCode(tree: TreeElement, react: ReactAttributes, prefix: string): string {
  return new TemplateCode(tree, react, prefix).code();
}

class TemplateCode {
  readonly #tree: TreeElement;
  readonly #react: ReactAttributes;
  readonly #prefix: string;
  readonly #out = new Emitter();
  #variables = 0;
  #constants = 0;
  #hasOption = false;
  #last: AfterText = "no";

  constructor(tree: TreeElement, react: ReactAttributes, prefix: string) {
    this.#tree = tree;
    this.#react = react;
    this.#prefix = prefix;
  }

  code(): string {
    const { tag } = this.#tree;
    if (tag === undefined) {
      this.#last = "unknown";
      this.#children(this.#tree, "p", []);
    } else {
      const needsReact = this.#declareAttributes(this.#tree, "p");
      if (needsReact) this.#out.statement(`if(${needsReact})return false;`);
      this.#element(this.#tree, "p", []);
    }
    const body = this.#out.code;
    const after = { yes: "true", no: "false", unknown: "l" }[this.#last];
    // An option of a select with a value compares itself with it.
    const option = this.#hasOption ? "if(t.formatContext.selectedValue!=null)return false;" : "";
    const names = Array.from({ length: this.#constants }, (_, index) => `${this.#prefix}p${index}`);
    const constants = names.length > 0 ? `var ${names.join()};` : "";
    const start = `const p=n.props,s=t.blockedSegment;let h="",x,l=${tag === undefined ? "s.lastPushedText" : "false"};`;
    const end = `if(h!=="")s.chunks.push(h);s.lastPushedText=${after};return true`;
    return `${constants}function ${this.#prefix}t(${PARAMETERS}){${option}${start}${body}${end}}`;
  }

  /**
   * Declares a variable for each attribute that needs one.
   *
   * @returns a condition under which React must render the element
   */
  #declareAttributes(element: TreeElement, props: string): string {
    if (element.hasSpread) return this.#declareSpread(element, props);
    const conditions: string[] = [];
    for (const attribute of element.attributes) {
      const code = attributeCode(element.tag ?? "", attribute, props, this.#react);
      if (!code) continue;
      const name = `a${this.#variables++}`;
      this.#out.statement(`const ${name}=${code.value};`);
      if (code.needsReact) conditions.push(code.needsReact(name));
      this.#written.set(attribute, code.term(name));
    }
    return conditions.join("||");
  }

  /** Declares a variable for all attributes. */
  #declareSpread(element: TreeElement, props: string): string {
    const { tag = "", attributes } = element;
    const literals = attributes.map(({ name, value }) => {
      const literal = value.kind === "literal" ? value.value : undefined;
      return [name, [literal, this.#literal(tag, name, literal)]] as const;
    });
    const place = { tag, literals: Object.fromEntries(literals), known: [] };
    const name = `a${this.#variables++}`;
    const read = `${this.#constant()}??=${JSON.stringify(place)}`;
    this.#out.statement(`const ${name}=${PREFIX}spreadAttributes(${props},f,${read});`);
    this.#spreads.set(element, name);
    return `${name}===undefined`;
  }

  /** The variable that holds all attributes of an element. */
  readonly #spreads = new Map<TreeElement, string>();

  /** A name for a value that is made once. */
  #constant(): string {
    return `${this.#prefix}p${this.#constants++}`;
  }

  /** What is written for an attribute whose value is known at run time. */
  readonly #written = new Map<TreeAttribute, string>();

  /** @param steps the way to the element from the root, which is left out */
  #element(element: TreeElement, props: string, steps: Step[]): void {
    const { tag = "" } = element;
    if (tag === "option" && !steps.some(([type]) => type === "select") && this.#tree.tag !== "select")
      this.#hasOption = true;
    const out = this.#out;
    out.html(`<${tag}`);
    const content: (() => void)[] = [];
    const spread = this.#spreads.get(element);
    if (spread) out.term(spread);
    else
      for (const attribute of inOrder(tag, element.attributes)) {
        const write = this.#attribute(tag, attribute);
        if (isContentAttribute(tag, attribute.name)) content.push(write);
        else write();
      }
    if (isVoidTag(tag)) out.html("/>");
    else {
      out.html(">");
      for (const write of content) write();
      this.#last = "no";
      this.#children(element, props, steps);
      out.html(`</${tag}>`);
    }
    this.#last = "no";
  }

  #attribute(tag: string, attribute: TreeAttribute): () => void {
    const { name, value } = attribute;
    if (value.kind === "literal")
      return () =>
        this.#out.html(
          isContentAttribute(tag, name)
            ? (literalContent(name, value.value) ?? "")
            : this.#literal(tag, name, value.value),
        );
    const term = this.#written.get(attribute);
    return () => {
      if (term) this.#out.term(term);
    };
  }

  #literal(tag: string, name: string, value: unknown): string {
    return this.#react.literal(tag, name, value) ?? "";
  }

  #children(element: TreeElement, props: string, steps: Step[]): void {
    const { children, isList } = element;
    const list = member(props, "children");
    const needsList = isList && children.some(isRead);
    const variable = needsList ? `c${this.#variables++}` : "";
    if (needsList) this.#out.statement(`const ${variable}=${list};`);
    const count = isList ? children.length : 0;
    children.forEach((child, index) => {
      const place = isList ? index : -1;
      const read = isList ? `${variable}[${index}]` : list;
      if (!isList && isPre(element.tag) && child.kind !== "element") this.#firstNewline(child, read);
      // What follows the last child of a fragment is unknown.
      const next = nextOf(children[index + 1], element);
      this.#child(child, read, steps, place, count, next);
    });
  }

  #firstNewline(child: TreeChild, read: string): void {
    if (child.kind === "text") this.#out.html(firstNewline(child.text));
    else if (child.kind === "hole") this.#out.term(`${PREFIX}firstNewline(${read})`);
  }

  #child(child: TreeChild, read: string, steps: Step[], index: number, count: number, next: Next): void {
    if (child.kind === "text") this.#text(child.text);
    else if (child.kind === "hole") {
      const call = this.#holeCall(steps, index, count, read);
      this.#hole(call, read, child.call !== undefined, next);
    } else if (child.kind === "element") this.#nested(child, read, steps, index, count);
  }

  #text(text: string): void {
    if (this.#last === "unknown") this.#out.statement(`if(l)h+="${SEPARATOR}";`);
    this.#out.html((this.#last === "yes" ? SEPARATOR : "") + escapeHtml(text));
    this.#last = "yes";
  }

  #nested(element: TreeElement, read: string, steps: Step[], index: number, count: number): void {
    const { tag, key } = element;
    const inner: Step[] = [...steps, [tag ?? null, index, count, key]];
    const out = this.#out;
    let props = "";
    if (isRead(element)) {
      props = `e${this.#variables++}`;
      out.statement(`const ${props}=${read}.props;`);
    }
    if (tag === undefined) {
      this.#children(element, props, inner);
      return;
    }
    const call = this.#holeCall(steps, index, count, read);
    const conditions = this.#declareAttributes(element, props);
    // A key from a spread changes the place of everything inside.
    const needsReact = element.hasSpread ? `${conditions}||${read}.key!==null` : conditions;
    if (needsReact) out.statement(`if(${needsReact}){h=${call(this.#afterText)};}else{`);
    this.#element(element, props, inner);
    if (needsReact) out.statement("}");
  }

  get #afterText(): string {
    return { yes: "true", no: "false", unknown: "l" }[this.#last];
  }

  /** The call of the runtime that lets React render a hole. */
  #holeCall(steps: Step[], index: number, count: number, value: string): (afterText: string) => string {
    let name: string | undefined;
    return (afterText) => {
      name ??= this.#constant();
      const path = `${name}??=${JSON.stringify([steps, index, count])}`;
      return `${PREFIX}hole(${PARAMETERS},${path},${value},h,${afterText})`;
    };
  }

  #hole(call: (afterText: string) => string, read: string, isElement: boolean, next: Next): void {
    const out = this.#out;
    const isAlone = this.#last === "no" && next === "tag";
    if (isElement) {
      out.statement(`h=${call(this.#afterText)};${next === "tag" ? "" : "l=s.lastPushedText;"}`);
    } else if (isAlone) {
      out.statement(`x=${PREFIX}text(${read});h=x===undefined?${call("false")}:h+x;`);
    } else {
      if (this.#last !== "unknown") out.statement(`l=${this.#afterText};`);
      out.statement(
        `x=${PREFIX}text(${read});if(x===undefined){h=${call("l")};l=s.lastPushedText}` +
          `else if(x!==""){h+=l?"${SEPARATOR}"+x:x;l=true}`,
      );
    }
    this.#last = "unknown";
  }
}

/** What follows a child: a tag, or something for which it matters whether the last output was text. */
type Next = "tag" | "other";

function nextOf(next: TreeChild | undefined, parent: TreeElement): Next {
  const follower = next ?? parent;
  return follower.kind === "element" && follower.tag !== undefined ? "tag" : "other";
}

/** Whether the code of a template reads something of a child. */
function isRead(child: TreeChild): boolean {
  if (child.kind === "hole") return true;
  if (child.kind !== "element") return false;
  return (
    child.hasSpread ||
    child.attributes.some(({ value }) => value.kind === "hole") ||
    child.children.some(isRead)
  );
}

function isPre(tag: string | undefined): boolean {
  return tag === "pre" || tag === "listing";
}
