/** An element of a component that may be called outside of React. */
export interface CallableElement {
  /** @throws NEEDS_REACT if the component fails */
  call(): unknown;
}

/**
 * What components returned during an attempt to write compiled markup that failed. React then renders the same elements in
 * the same order and uses these outputs, so no component is called twice for one element. Outputs are never shared between
 * renders: the next render may be for another visitor.
 */
export class ComponentOutputs {
  readonly #elements: CallableElement[] = [];
  readonly #outputs: unknown[] = [];
  #at = 0;

  /** What the component of an element returns; calls it unless an earlier attempt did. */
  of(element: CallableElement): unknown {
    if (this.#elements[this.#at] !== element) {
      this.#elements.length = this.#at;
      this.#outputs.length = this.#at;
      this.#outputs.push(element.call());
      this.#elements.push(element);
    }
    return this.#outputs[this.#at++];
  }

  /** After a failed attempt: the next one, or React, starts from the first output again. */
  rewind(): void {
    this.#at = 0;
  }

  /** After a successful attempt: removes the outputs that are now part of the markup. */
  forgetUsed(): void {
    if (this.#at === 0) return;
    this.#elements.splice(0, this.#at);
    this.#outputs.splice(0, this.#at);
    this.#at = 0;
  }

  /** The output of an element that React renders now; `undefined` if no attempt called its component. */
  take(element: CallableElement): { output: unknown } | undefined {
    if (this.#elements[0] !== element) return undefined;
    this.#elements.shift();
    return { output: this.#outputs.shift() };
  }
}
