/** An element of a component that may be called outside of React. */
export interface CallableElement {
  /** @throws LEFT_TO_REACT if the component fails */
  call(): unknown;
}

/**
 * What components returned in a try that was in vain. React comes to the same elements next, in the same order, and none
 * of the components is called twice for one of them. Nothing of this outlives the render: the next one may be somebody
 * else's.
 */
export class Outputs {
  readonly #elements: CallableElement[] = [];
  readonly #outputs: unknown[] = [];
  #at = 0;

  /** What the component of an element returns; it is called unless an earlier try did. */
  of(element: CallableElement): unknown {
    if (this.#elements[this.#at] !== element) {
      this.#elements.length = this.#at;
      this.#outputs.length = this.#at;
      this.#outputs.push(element.call());
      this.#elements.push(element);
    }
    return this.#outputs[this.#at++];
  }

  /** The try was in vain. */
  rewind(): void {
    this.#at = 0;
  }

  /** What was called is written. */
  forget(): void {
    if (this.#at === 0) return;
    this.#elements.splice(0, this.#at);
    this.#outputs.splice(0, this.#at);
    this.#at = 0;
  }

  /** The output of an element that React renders now. */
  take(element: CallableElement): { output: unknown } | undefined {
    if (this.#elements[0] !== element) return undefined;
    this.#elements.shift();
    return { output: this.#outputs.shift() };
  }
}
