import type { ComponentType, Key, ReactElement } from "react";
import { Fragment, jsx } from "react/jsx-runtime";
import { Children } from "./child.ts";
import { LEFT_TO_REACT, type MarkupTarget, Renderable } from "./renderable.ts";

/** How React knows its elements. */
const ELEMENT = Symbol.for("react.transitional.element");

/** Elements of a template that were React's to render, one after the other, until it is no longer tried. */
const MOST_MISSES = 8;

type Props = Record<string, unknown>;
type Component = (props: Props) => unknown;

/** What React passes on while it renders a node; its own names. */
interface ReactTask {
  replay: unknown;
  blockedSegment: { chunks: string[]; lastPushedText: boolean } | null;
  formatContext: { viewTransition?: unknown };
}

/** The render that a task belongs to; React's own names. */
interface ReactRequest {
  renderState: { generateStaticMarkup?: boolean };
}

/** The markup of a tree of host elements, as the build found it, with places where values come in. */
interface Template {
  type: string;
  write(values: readonly unknown[]): string;
  /** The element as React's own `jsx` makes it from the same values. */
  original(values: readonly unknown[]): ReactElement<Props>;
  key: number | string | null;
  /** How often in a row it was in vain. */
  misses: number;
}

/**
 * The markup of an element that can be written without React at all.
 *
 * @returns `undefined` if it is React's to render
 */
export function writeReady(element: unknown): string | undefined {
  if (!(element instanceof Renderable)) return undefined;
  return writeChild(element, new Children(false))?.html;
}

/** @returns `undefined` if it is React's to render */
function writeChild(element: Renderable, children: Children): Children | undefined {
  try {
    element.writeTo(children);
    return children;
  } catch (error) {
    if (error !== LEFT_TO_REACT) throw error;
    return undefined;
  }
}

/** An element that React's server may ask to write itself. */
abstract class SelfWriting extends Renderable {
  readonly $$typeof = ELEMENT;

  /** Whether nothing is to be gained by asking. */
  get isGivenUp(): boolean {
    return false;
  }

  /**
   * Called by React's server in front of its own work on an element: the build puts the call there.
   *
   * @returns false if React has to render the element
   */
  writeMarkup(request: ReactRequest, task: ReactTask): boolean {
    const segment = task.blockedSegment;
    // A resumed render counts elements, a view transition marks them, and static markup keeps no texts apart.
    if (this.isGivenUp || segment === null || task.replay !== null || task.formatContext.viewTransition)
      return false;
    if (request.renderState.generateStaticMarkup) return false;
    const children = writeChild(this, new Children(segment.lastPushedText));
    if (children === undefined) return false;
    segment.chunks.push(children.html);
    segment.lastPushedText = children.endsInText;
    return true;
  }
}

/**
 * A host element that is known as markup. To everybody else it is the element that React's `jsx` would have made: whoever
 * looks at its props gets them.
 */
class MarkupElement extends SelfWriting {
  readonly type: string;
  readonly key: string | null;
  readonly #template: Template;
  readonly #values: readonly unknown[];
  #original: ReactElement<Props> | undefined;

  constructor(template: Template, values: readonly unknown[]) {
    super();
    this.type = template.type;
    this.key = typeof template.key === "number" ? keyOf(values[template.key]) : template.key;
    this.#template = template;
    this.#values = values;
  }

  get props(): Props {
    this.#original ??= this.#template.original(this.#values);
    return this.#original.props;
  }

  get ref(): unknown {
    return this.props.ref ?? null;
  }

  override get isGivenUp(): boolean {
    return this.#template.misses > MOST_MISSES;
  }

  writeTo(target: MarkupTarget): void {
    if (this.isGivenUp) throw LEFT_TO_REACT;
    const template = this.#template;
    template.misses++;
    target.tags(template.write(this.#values));
    template.misses = 0;
  }
}

function keyOf(key: unknown): string | null {
  // biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
  return key === undefined ? null : "" + key;
}

/**
 * Makes the template of a tree of host elements. Called by code that the build writes.
 *
 * @param key the number of the value that is the key, or the key itself; `null` for none
 */
export function template(
  type: string,
  write: Template["write"],
  original: Template["original"],
  key: number | string | null = null,
): Template {
  return { type, write, original, key, misses: 0 };
}

/** Makes a host element of a template. Called by code that the build writes in the place of `jsx`. */
export function markup(template: Template, values: readonly unknown[]): ReactElement {
  return new MarkupElement(template, values) as unknown as ReactElement;
}

/** An element of a component that only puts its props into markup, and so may be called outside of React. */
class InlineElement extends SelfWriting {
  type: unknown;
  readonly key: string | null;
  readonly ref: unknown;
  props: Props;
  #called = false;

  constructor(type: unknown, props: Props, key: Key | undefined) {
    super();
    this.type = type;
    this.props = props;
    this.key = keyOf(key);
    this.ref = props.ref ?? null;
  }

  writeTo(target: MarkupTarget): void {
    if (!this.#called) this.#call();
    target.child(this.props.children);
  }

  /** Calls the component; from then on the element stands for what it returned, so that nothing calls it again. */
  #call(): void {
    let output: unknown;
    try {
      output = (this.type as Component)(this.props);
    } catch {
      // A hook after all, or a mistake of the component's own: React calls it, and its error is the one that counts.
      throw LEFT_TO_REACT;
    }
    this.type = Fragment;
    this.props = { children: output };
    this.#called = true;
  }
}

/**
 * Makes an element of a component that is called where its markup is written. Called by code that the build writes in the
 * place of `jsx`.
 */
export function component(type: ComponentType<Props>, props: Props, key?: Key): ReactElement {
  // From a spread: React takes it out of the props.
  if ("key" in props) return jsx(type, props, key);
  return new InlineElement(type, props, key) as unknown as ReactElement;
}
