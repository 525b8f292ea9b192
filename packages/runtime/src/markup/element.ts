import type { ComponentType, Key, ReactElement } from "react";
import { Fragment, jsx } from "react/jsx-runtime";
import { type ReactRequest, type ReactTask, type Tried, writeForReact } from "./for-react.ts";
import { triesOf } from "./inline.ts";
import { LEFT_TO_REACT, type MarkupTarget, Renderable, TaggedRenderable } from "./renderable.ts";

/** How React knows its elements. */
const ELEMENT = Symbol.for("react.transitional.element");

type Props = Record<string, unknown>;
type Component = (props: Props) => unknown;

/**
 * A host element that is known as markup. To everybody but React's server it is the element that React's `jsx` would have
 * made: whoever looks at its props gets them. The build writes a class for each place in the code that makes one, with
 * fields for the values that come in there: half the cost of a list of values and functions of it.
 */
export abstract class MarkupElement extends TaggedRenderable {
  /** In a row, of each class. */
  static misses = 0;
  readonly key: string | null;

  /** @param key `undefined` for none */
  constructor(key?: unknown) {
    super();
    this.key = keyOf(key);
  }

  get $$typeof(): symbol {
    return ELEMENT;
  }

  abstract get type(): string;

  /** The element as React's own `jsx` makes it from the same values. */
  abstract original(): ReactElement<Props>;

  get props(): Props {
    const { props } = this.original();
    Object.defineProperty(this, "props", { value: props, enumerable: true });
    return props;
  }

  get ref(): unknown {
    return this.props.ref ?? null;
  }

  /** Called by React's server in front of its own work on an element: the build puts the call there. */
  writeMarkup(request: ReactRequest, task: ReactTask): boolean {
    return writeForReact(this, this.constructor as unknown as Tried, request, task);
  }
}

function keyOf(key: unknown): string | null {
  // biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
  return key === undefined ? null : "" + key;
}

/** An element of a component that only puts its props into markup, and so may be called outside of React. */
class InlineElement extends Renderable {
  readonly key: string | null;
  props: Props;
  readonly #component: Component;
  #called = false;

  constructor(component: Component, props: Props, key: Key | undefined) {
    super();
    this.key = keyOf(key);
    this.props = props;
    this.#component = component;
  }

  get $$typeof(): symbol {
    return ELEMENT;
  }

  get type(): unknown {
    return this.#called ? Fragment : this.#component;
  }

  get ref(): unknown {
    return this.props.ref ?? null;
  }

  /** Called by React's server in front of its own work on an element: the build puts the call there. */
  writeMarkup(request: ReactRequest, task: ReactTask): boolean {
    return writeForReact(this, triesOf(this.#component), request, task);
  }

  writeTo(target: MarkupTarget): void {
    if (!this.#called) this.#call();
    target.child(this.props.children);
  }

  /** Calls the component; from then on the element stands for what it returned, so that nothing calls it again. */
  #call(): void {
    let output: unknown;
    try {
      output = this.#component(this.props);
    } catch {
      // A hook after all, or a mistake of the component's own: React calls it, and its error is the one that counts.
      throw LEFT_TO_REACT;
    }
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
  return new InlineElement(type as Component, props, key) as unknown as ReactElement;
}
