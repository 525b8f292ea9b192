/** Thrown by compiled markup for a value that only React can render. A constant, because no code reads a stack of it. */
export const NEEDS_REACT = Symbol("needs React");

/** Markup that is being written. React puts a comment between two text nodes, so that the browser does not join them. */
export interface MarkupTarget {
  /** Adds HTML that begins and ends with a tag. */
  tags(html: string): void;
  /**
   * Adds a child of any type.
   *
   * @throws NEEDS_REACT for one that only React can render
   */
  child(value: unknown): void;
}

/** A React element that can write its own markup. */
export abstract class Renderable {
  /** @throws NEEDS_REACT if only React can render something in it */
  abstract writeTo(target: MarkupTarget): void;
}

/** An element whose markup begins and ends with a tag. */
export abstract class TaggedRenderable extends Renderable {
  /** @throws NEEDS_REACT if only React can render something in it */
  abstract write(): string;

  writeTo(target: MarkupTarget): void {
    target.tags(this.write());
  }
}
