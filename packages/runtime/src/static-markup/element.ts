import type { ElementType } from "react";
import { jsx } from "react/jsx-runtime";
import { ELEMENT, type Fizz, type Props, type ReactElement, type RenderRequest, type Task } from "./react.ts";

/**
 * Writes an element into React's output: its known parts as strings, its holes by React.
 *
 * @param index the element's place among its siblings, as React counts: -1 for an only child
 * @returns false if nothing is written, because only React can render the element
 */
export type Template = (
  request: RenderRequest,
  task: Task,
  element: ReactElement,
  index: number,
  fizz: Fizz,
) => boolean;

class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: a subclass adds its private field to an object of another making
    return object;
  }
}

/**
 * Adds its template to an element, in a private field: to all other code the element is what React's `jsx` makes, and no
 * copy of it has the template.
 */
class Templated extends Given {
  readonly #template: Template;

  constructor(element: ReactElement, template: Template) {
    super(element);
    this.#template = template;
  }

  static templateOf(element: object): Template | undefined {
    return #template in element ? element.#template : undefined;
  }
}

/** The template of an element that the build has compiled. */
export const templateOf: (element: object) => Template | undefined = Templated.templateOf;

/**
 * Creates the element that `jsx(type, props, key)` creates, with a template. Called by code that the build generates.
 *
 * @param props without `key` and `ref`
 */
export function element(template: Template, type: string, props: Props, key?: unknown): object {
  return new Templated({ $$typeof: ELEMENT, type, key: keyOf(key), ref: null, props }, template);
}

/** The same for props of which the build does not know whether they contain a `key` or a `ref`. */
export function spreadElement(template: Template, type: string, props: Props, key?: unknown): object {
  if ("key" in props) return jsx(type as ElementType, props, key as string);
  const { ref = null } = props;
  return new Templated({ $$typeof: ELEMENT, type, key: keyOf(key), ref, props }, template);
}

/** Creates an element inside of a template, for code that looks at it. It has no key and no ref. */
export function part(type: unknown, props: Props): ReactElement {
  return { $$typeof: ELEMENT, type, key: null, ref: null, props };
}

function keyOf(key: unknown): string | null {
  // biome-ignore lint/style/useTemplate: React's own coercion, which differs for objects
  return key === undefined ? null : "" + key;
}
