/** The parts of React's server renderer that templates use. All names are React's own. */

/** What the place of an element in the document means for its markup. */
interface FormatContext {
  insertionMode: number;
  selectedValue: unknown;
  tagScope: number;
  viewTransition: unknown;
}

/** The place of a component in the tree, for `useId`. */
interface TreeContext {
  id: number;
  overflow: string;
}

/** The names and keys of the elements around a component, for `useActionState`. */
export type KeyPath = readonly [KeyPath | null, string | null, string | number];

/** A part of the response. */
interface Segment {
  chunks: string[];
  /** Whether the last output is text: React separates two texts by a comment. */
  lastPushedText: boolean;
}

/** What React renders at the moment, and where. */
export interface ReactTask {
  node: unknown;
  childIndex: number;
  replay: unknown;
  /** `null` in a replayed render. */
  blockedSegment: Segment | null;
  blockedPreamble: unknown;
  hoistableState: unknown;
  formatContext: FormatContext;
  treeContext: TreeContext;
  keyPath: KeyPath | null;
}

/** A task into which templates can write. */
export interface Task extends ReactTask {
  blockedSegment: Segment;
}

/** A render. */
export interface RenderRequest {
  trackedPostpones: unknown;
  resumableState: unknown;
  renderState: { generateStaticMarkup?: boolean };
}

export interface ReactElement {
  $$typeof: symbol;
  type: unknown;
  key: string | null;
  ref: unknown;
  props: Props;
}

export type Props = Record<string, unknown>;

/** Functions of one bundle of React. */
export interface Fizz {
  renderNode(request: RenderRequest, task: Task, node: unknown, childIndex: number): void;
  pushTreeContext(base: TreeContext, totalChildren: number, index: number): TreeContext;
  getChildFormatContext(parent: FormatContext, type: string, props: Props): FormatContext;
  /** @returns the children that are still to be rendered */
  pushStartInstance(
    target: string[],
    type: string,
    props: Props,
    resumableState: unknown,
    renderState: unknown,
    preambleState: unknown,
    hoistableState: unknown,
    formatContext: FormatContext,
    textEmbedded: boolean,
  ): unknown;
  pushAttribute(target: string[], name: string, value: unknown): void;
  /** Style properties whose numbers are no pixels. */
  unitlessNumbers: ReadonlySet<string>;
}

/** What marks an object as a React element. */
export const ELEMENT: symbol = Symbol.for("react.transitional.element");
