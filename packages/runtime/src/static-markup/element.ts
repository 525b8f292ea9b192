import type { ComponentType, Key, ReactElement, ReactNode } from "react";
import { Fragment, jsx } from "react/jsx-runtime";
import {
  type MarkupAttempts,
  outputOf,
  outputsOf,
  type ReactRequest,
  type ReactTask,
  writeIntoRender,
} from "./compiled-markup.ts";
import type { CallableElement } from "./component-outputs.ts";
import { attemptsOf } from "./inlined-components.ts";
import { type MarkupTarget, NEEDS_REACT, Renderable, TaggedRenderable } from "./renderable.ts";

/** What marks an object as a React element. */
const ELEMENT = Symbol.for("react.transitional.element");

type Props = Record<string, unknown>;
type Component = (props: Props) => unknown;

/**
 * A host element with compiled markup. To all code but React's server renderer it is the element that React's `jsx` would
 * have made, with the same props. The build generates a subclass for each place in the code that creates such an element,
 * with a field for each dynamic value: half the cost of a list of values and functions that read it.
 */
export abstract class MarkupElement extends TaggedRenderable {
  /** See {@link MarkupAttempts}; counted for each subclass. */
  static failures = 0;
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
   * Writes the markup into React's output. React's server renderer calls it before it renders an element; the build inserts
   * the call.
   *
   * @returns the element that React has to render, or `null` if the markup is written
   */
  writeMarkup(request: ReactRequest, task: ReactTask): ReactElement | null {
    const attempts = this.constructor as unknown as MarkupAttempts;
    return writeIntoRender(this, attempts, request, task) ? null : (this as unknown as ReactElement);
  }
}

function keyOf(key: unknown): string | null {
  // biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
  return key === undefined ? null : "" + key;
}

/** An element of a component that only puts its props into markup, so that it may be called outside of React. */
class InlinedElement extends Renderable implements CallableElement {
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

  /** As for a host element. If a failed attempt called the component, React renders what it returned. */
  writeMarkup(request: ReactRequest, task: ReactTask): ReactElement | null {
    if (writeIntoRender(this, attemptsOf(this.type), request, task)) return null;
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
      // The component uses a hook, or has a bug: React calls it again, and reports the error.
      throw NEEDS_REACT;
    }
  }
}

/**
 * Creates an element of an inlined component, which is called while the markup around it is written. Code that the build
 * generates calls this instead of `jsx`.
 */
export function component(type: ComponentType<Props>, props: Props, key?: Key): ReactElement {
  // A key that comes from a spread: React removes it from the props.
  if ("key" in props) return jsx(type, props, key);
  return new InlinedElement(type as Component, props, key) as unknown as ReactElement;
}
