import { Children } from "./child.ts";
import { type CallableElement, ComponentOutputs } from "./component-outputs.ts";
import { NEEDS_REACT, Renderable } from "./renderable.ts";

/** Failed attempts in a row after which no further one is made. */
const MAX_FAILURES = 8;

/** The attempts to write compiled markup for one page, one component or one class of elements. */
export interface MarkupAttempts {
  /** How many attempts in a row failed because something in the markup needed React. */
  failures: number;
}

/** Whether so many attempts failed that another one would probably only cost time. */
export function isGivenUp({ failures }: MarkupAttempts): boolean {
  return failures > MAX_FAILURES;
}

/** What React passes on while it renders a node; the names are React's. */
export interface ReactTask {
  replay: unknown;
  blockedSegment: { chunks: string[]; lastPushedText: boolean } | null;
  formatContext: { viewTransition?: unknown };
}

/** The render that a task belongs to; the names are React's. */
export interface ReactRequest {
  renderState: { generateStaticMarkup?: boolean };
}

/**
 * Writes the compiled markup of an element into a render of React's.
 *
 * @returns false if React has to render the element
 */
export function writeIntoRender(
  element: Renderable,
  attempts: MarkupAttempts,
  request: ReactRequest,
  task: ReactTask,
): boolean {
  const segment = task.blockedSegment;
  // A resumed render counts elements, a view transition marks them, and `renderToStaticMarkup` separates no text nodes.
  if (segment === null || task.replay !== null || task.formatContext.viewTransition) return false;
  if (request.renderState.generateStaticMarkup || isGivenUp(attempts)) return false;
  const children = attempt(element, new Children(segment.lastPushedText), attempts, outputsOf(request));
  if (children === undefined) return false;
  segment.chunks.push(children.html);
  segment.lastPushedText = children.endsInText;
  return true;
}

/**
 * The compiled markup of an element, written without React.
 *
 * @param outputs records what the components returned if the attempt fails; pass it to `renderWithOutputs` then
 * @returns `undefined` if React has to render the element
 */
export function writeCompiledMarkup(
  element: unknown,
  attempts: MarkupAttempts,
  outputs: ComponentOutputs,
): string | undefined {
  return element instanceof Renderable
    ? attempt(element, new Children(false), attempts, outputs)?.html
    : undefined;
}

/**
 * Renders with React after an attempt that failed: components that the attempt called are not called again.
 *
 * @param render starts React's render synchronously
 */
export function renderWithOutputs<Result>(outputs: ComponentOutputs, render: () => Result): Result {
  outputsForNextRender = outputs;
  try {
    return render();
  } finally {
    outputsForNextRender = undefined;
  }
}

function attempt(
  element: Renderable,
  children: Children,
  attempts: MarkupAttempts,
  outputs: ComponentOutputs,
): Children | undefined {
  // Attempts nest: a component may itself call `renderToString`.
  const outer = currentOutputs;
  currentOutputs = outputs;
  try {
    element.writeTo(children);
  } catch (error) {
    outputs.rewind();
    if (error !== NEEDS_REACT) throw error;
    attempts.failures++;
    return undefined;
  } finally {
    currentOutputs = outer;
  }
  outputs.forgetUsed();
  attempts.failures = 0;
  return children;
}

/** Of the attempt that is running. Attempts are synchronous, so no two requests see each other's. */
let currentOutputs = new ComponentOutputs();

/** For React's next render, which starts synchronously. */
let outputsForNextRender: ComponentOutputs | undefined;

const outputsByRequest = new WeakMap<ReactRequest, ComponentOutputs>();

/** The outputs that failed attempts recorded for one render. */
export function outputsOf(request: ReactRequest): ComponentOutputs {
  const known = outputsByRequest.get(request);
  if (known) return known;
  const outputs = outputsForNextRender ?? new ComponentOutputs();
  outputsForNextRender = undefined;
  outputsByRequest.set(request, outputs);
  return outputs;
}

/** What the component of an element returns in the attempt that is running. */
export function outputOf(element: CallableElement): unknown {
  return currentOutputs.of(element);
}
