import type { ComponentType, Key, ReactElement } from "react";
import { Fragment, jsx } from "react/jsx-runtime";
import { type MarkupTarget, type ReactRequest, type ReactTask, Renderable } from "./renderable.ts";
import type { Template } from "./template.ts";
import { writeForReact } from "./writer.ts";

/** How React knows its elements. */
const ELEMENT = Symbol.for("react.transitional.element");

type Props = Record<string, unknown>;
type Component = (props: Props) => unknown;

/**
 * A host element that is known as markup. To everybody else it is the element that React's `jsx` would have made: whoever
 * looks at its props gets them.
 */
class MarkupElement extends Renderable {
  readonly $$typeof = ELEMENT;
  readonly type: string;
  readonly key: string | null;
  readonly #template: Template;
  readonly #values: readonly unknown[];
  #original: ReactElement<Props> | undefined;

  constructor(template: Template, values: readonly unknown[]) {
    super();
    this.type = template.type;
    this.key = keyOf(template, values);
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

  writeTo(target: MarkupTarget): boolean {
    return target.template(this.#template, this.#values);
  }

  writeMarkup(request: ReactRequest, task: ReactTask): boolean {
    return writeForReact(this, request, task);
  }
}

function keyOf({ key }: Template, values: readonly unknown[]): string | null {
  if ("literal" in key) return key.literal;
  const value = values[key.index];
  return value === undefined ? null : asKey(value);
}

// biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
const asKey = (value: unknown): string => "" + value;

/** Makes a host element of a template. Called by code that the build writes in the place of `jsx`. */
export function markup(template: Template, values: readonly unknown[]): ReactElement {
  return new MarkupElement(template, values) as unknown as ReactElement;
}

/** An element of a component that only puts its props into markup, and so may be called outside of React. */
class InlineElement extends Renderable {
  readonly $$typeof = ELEMENT;
  type: unknown;
  readonly key: string | null;
  readonly ref: unknown;
  props: Props;
  #called = false;

  constructor(type: Component, props: Props, key: Key | undefined) {
    super();
    this.type = type;
    this.props = props;
    this.key = key === undefined ? null : asKey(key);
    this.ref = props.ref ?? null;
  }

  writeTo(target: MarkupTarget): boolean {
    if (!this.#called && !this.#call()) return false;
    return target.child(this.props.children);
  }

  writeMarkup(request: ReactRequest, task: ReactTask): boolean {
    return writeForReact(this, request, task);
  }

  /** Calls the component; from then on the element stands for what it returned, so that nothing calls it again. */
  #call(): boolean {
    try {
      const output = (this.type as Component)(this.props);
      this.type = Fragment;
      this.props = { children: output };
      this.#called = true;
      return true;
    } catch {
      // A hook after all, or a mistake of the component's own: React calls it, and its error is the one that counts.
      return false;
    }
  }
}

/**
 * Makes an element of a component that is called where its markup is written. Called by code that the build writes in the
 * place of `jsx`.
 */
export function component(type: Component, props: Props, key?: Key): ReactElement {
  // From a spread: React takes it out of the props.
  if ("key" in props) return jsx(type as ComponentType, props, key);
  return new InlineElement(type, props, key) as unknown as ReactElement;
}
