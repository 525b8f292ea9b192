import { escapeText, firstNewline, isVoidTag } from "@bunsen/runtime/internal/static-markup";
import { member, PREFIX } from "./attribute-code.ts";
import type { ReactAttributes } from "./attribute-writers.ts";
import { ElementAttributes } from "./element-attributes.ts";
import { Emitter } from "./emitter.ts";
import type { TreeChild, TreeElement } from "./host-tree.ts";

const SEPARATOR = "<!-- -->";

/** The parameters of every template: request, task, element, index, and React's functions. */
const PARAMETERS = "q,t,n,i,f";

/** Whether the last output is text: known, or only in the variable `l`. */
type AfterText = "yes" | "no" | "unknown";

type Step = [type: string | null, index: number, count: number, key: string | null];

/** Where a child stands. */
interface Place {
  /** The way to its parent from the root, which is left out. */
  steps: Step[];
  /** -1 for an only child. */
  index: number;
  count: number;
  /** The expression that reads it. */
  read: string;
}

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
  readonly #prefix: string;
  readonly #out: Emitter;
  readonly #attributes: ElementAttributes;
  #hasOption = false;
  #last: AfterText = "no";

  constructor(tree: TreeElement, react: ReactAttributes, prefix: string) {
    this.#tree = tree;
    this.#prefix = prefix;
    this.#out = new Emitter(prefix);
    this.#attributes = new ElementAttributes(react, this.#out);
  }

  code(): string {
    const { tag } = this.#tree;
    if (tag === undefined) {
      this.#last = "unknown";
      this.#children(this.#tree, "p", []);
    } else {
      const needsReact = this.#attributes.declare(this.#tree, "p");
      if (needsReact) this.#out.statement(`if(${needsReact})return false;`);
      this.#element(this.#tree, "p", []);
    }
    const body = this.#out.code;
    // An option of a select with a value compares itself with it.
    const option = this.#hasOption ? "if(t.formatContext.selectedValue!=null)return false;" : "";
    const start = `const p=n.props,s=t.blockedSegment;let h="",x,l=${tag === undefined ? "s.lastPushedText" : "false"};`;
    const end = `if(h!=="")s.chunks.push(h);s.lastPushedText=${this.#afterText};return true`;
    return `${this.#out.declarations}function ${this.#prefix}t(${PARAMETERS}){${option}${start}${body}${end}}`;
  }

  /** @param steps the way to the element from the root, which is left out */
  #element(element: TreeElement, props: string, steps: Step[]): void {
    const { tag = "" } = element;
    if (tag === "option" && !steps.some(([type]) => type === "select") && this.#tree.tag !== "select")
      this.#hasOption = true;
    const out = this.#out;
    out.html(`<${tag}`);
    this.#attributes.write(element);
    if (isVoidTag(tag)) out.html("/>");
    else {
      out.html(">");
      this.#attributes.writeContent(element);
      this.#last = "no";
      this.#children(element, props, steps);
      out.html(`</${tag}>`);
    }
    this.#last = "no";
  }

  #children(element: TreeElement, props: string, steps: Step[]): void {
    const { children, isList } = element;
    const list = member(props, "children");
    const needsList = isList && children.some(isRead);
    const variable = needsList ? this.#out.variable() : "";
    if (needsList) this.#out.statement(`const ${variable}=${list};`);
    const count = isList ? children.length : 0;
    children.forEach((child, index) => {
      const read = isList ? `${variable}[${index}]` : list;
      const place = { steps, index: isList ? index : -1, count, read };
      if (!isList && isPre(element.tag) && child.kind !== "element") this.#firstNewline(child, read);
      // What follows the last child of a fragment is unknown.
      const next = nextOf(children[index + 1], element);
      if (child.kind === "text") this.#text(child.text);
      else if (child.kind === "hole") this.#hole(place, child.call !== undefined, next);
      else if (child.kind === "element") this.#nested(child, place);
    });
  }

  #firstNewline(child: TreeChild, read: string): void {
    if (child.kind === "text") this.#out.html(firstNewline(child.text));
    else if (child.kind === "hole") this.#out.term(`${PREFIX}firstNewline(${read})`);
  }

  #text(text: string): void {
    if (this.#last === "unknown") this.#out.statement(`if(l)h+="${SEPARATOR}";`);
    this.#out.html((this.#last === "yes" ? SEPARATOR : "") + escapeText(text));
    this.#last = "yes";
  }

  #nested(element: TreeElement, place: Place): void {
    const { tag, key, hasSpread } = element;
    const { steps, index, count, read } = place;
    const inner: Step[] = [...steps, [tag ?? null, index, count, key]];
    const out = this.#out;
    let props = "";
    if (isRead(element)) {
      props = out.variable();
      out.statement(`const ${props}=${read}.props;`);
    }
    if (tag === undefined) {
      this.#children(element, props, inner);
      return;
    }
    const conditions = this.#attributes.declare(element, props);
    // A key from a spread changes the place of everything inside.
    const needsReact = hasSpread ? `${conditions}||${read}.key!==null` : conditions;
    if (needsReact) out.statement(`if(${needsReact}){h=${this.#call(place, this.#afterText)};}else{`);
    this.#element(element, props, inner);
    if (needsReact) out.statement("}");
  }

  get #afterText(): string {
    return { yes: "true", no: "false", unknown: "l" }[this.#last];
  }

  /** The call of the runtime that lets React render a hole. */
  #call({ steps, index, count, read }: Place, afterText: string): string {
    const path = this.#out.constant(JSON.stringify([steps, index, count]));
    return `${PREFIX}hole(${PARAMETERS},${path},${read},h,${afterText})`;
  }

  #hole(place: Place, isElement: boolean, next: Next): void {
    const out = this.#out;
    const { read } = place;
    if (isElement) {
      out.statement(`h=${this.#call(place, this.#afterText)};${next === "tag" ? "" : "l=s.lastPushedText;"}`);
    } else if (this.#last === "no" && next === "tag") {
      out.statement(`x=${PREFIX}text(${read});h=x===undefined?${this.#call(place, "false")}:h+x;`);
    } else {
      if (this.#last !== "unknown") out.statement(`l=${this.#afterText};`);
      out.statement(
        `x=${PREFIX}text(${read});if(x===undefined){h=${this.#call(place, "l")};l=s.lastPushedText}` +
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
