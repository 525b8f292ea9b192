/** Thrown where a value turns out to be React's to render. The same for all: nobody looks at a stack. */
export const LEFT_TO_REACT = Symbol("left to React");

/** Markup as it grows. Between two texts React puts a comment, so that the browser keeps them apart. */
export interface MarkupTarget {
  /** Adds what begins and ends with a tag. */
  tags(html: string): void;
  /**
   * Adds a child of whatever type.
   *
   * @throws LEFT_TO_REACT for one that only React can render
   */
  child(value: unknown): void;
}

/** A React element that may write its markup by itself. */
export abstract class Renderable {
  /** @throws LEFT_TO_REACT if something in it is only React's to render */
  abstract writeTo(target: MarkupTarget): void;
}

/** One whose markup begins and ends with a tag. */
export abstract class TaggedRenderable extends Renderable {
  /** @throws LEFT_TO_REACT if something in it is only React's to render */
  abstract write(): string;

  writeTo(target: MarkupTarget): void {
    target.tags(this.write());
  }
}
