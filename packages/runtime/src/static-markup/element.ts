import type { ComponentType, Key, ReactElement, ReactNode } from "react";
import { Fragment, jsx } from "react/jsx-runtime";
import {
  outputOf,
  outputsOf,
  type ReactRequest,
  type ReactTask,
  type Tried,
  writeForReact,
} from "./for-react.ts";
import { triesOf } from "./inline.ts";
import type { CallableElement } from "./outputs.ts";
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

  /**
   * Called by React's server in front of its own work on an element: the build puts the call there.
   *
   * @returns what is left to React: an element, or `null` if it is written
   */
  leftToReact(request: ReactRequest, task: ReactTask): ReactElement | null {
    const tried = this.constructor as unknown as Tried;
    return writeForReact(this, tried, request, task) ? null : (this as unknown as ReactElement);
  }
}

function keyOf(key: unknown): string | null {
  // biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
  return key === undefined ? null : "" + key;
}

/** An element of a component that only puts its props into markup, and so may be called outside of React. */
class InlineElement extends Renderable implements CallableElement {
  readonly type: Component;
  readonly key: string | null;
  readonly props: Props;

  constructor(type: Component, props: Props, key: Key | undefined) {
    super();
    this.type = type;
    this.props = props;
    this.key = keyOf(key);
  }

  get $$typeof(): symbol {
    return ELEMENT;
  }

  get ref(): unknown {
    return this.props.ref ?? null;
  }

  /** As that of a host element. Once the component was called, what it returned is left to React. */
  leftToReact(request: ReactRequest, task: ReactTask): ReactElement | null {
    if (writeForReact(this, triesOf(this.type), request, task)) return null;
    const called = outputsOf(request).take(this);
    if (!called) return this as unknown as ReactElement;
    return jsx(Fragment, { children: called.output as ReactNode }, this.key ?? undefined);
  }

  writeTo(target: MarkupTarget): void {
    target.child(outputOf(this));
  }

  call(): unknown {
    try {
      return this.type(this.props);
    } catch {
      // A hook after all, or a mistake of the component's own: React calls it, and its error is the one that counts.
      throw LEFT_TO_REACT;
    }
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
