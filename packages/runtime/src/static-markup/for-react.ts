import { Children } from "./child.ts";
import { type CallableElement, Outputs } from "./outputs.ts";
import { LEFT_TO_REACT, Renderable } from "./renderable.ts";

/** Tries in a row that may be in vain. */
const MOST_MISSES = 8;

/** What may be written without React, as far as the build can tell. */
export interface Tried {
  /** How often in a row it turned out to be React's to render. */
  misses: number;
}

/** Whether trying once more is likely to cost time and nothing else. */
export function isGivenUp({ misses }: Tried): boolean {
  return misses > MOST_MISSES;
}

/** What React passes on while it renders a node; its own names. */
export interface ReactTask {
  replay: unknown;
  blockedSegment: { chunks: string[]; lastPushedText: boolean } | null;
  formatContext: { viewTransition?: unknown };
}

/** The render that a task belongs to; React's own names. */
export interface ReactRequest {
  renderState: { generateStaticMarkup?: boolean };
}

/**
 * Writes an element in the course of one of React's own renders.
 *
 * @returns false if React has to render it
 */
export function writeForReact(
  element: Renderable,
  tried: Tried,
  request: ReactRequest,
  task: ReactTask,
): boolean {
  const segment = task.blockedSegment;
  // A resumed render counts elements, a view transition marks them, and static markup keeps no texts apart.
  if (segment === null || task.replay !== null || task.formatContext.viewTransition) return false;
  if (request.renderState.generateStaticMarkup || isGivenUp(tried)) return false;
  const children = attempt(element, new Children(segment.lastPushedText), tried, outputsOf(request));
  if (children === undefined) return false;
  segment.chunks.push(children.html);
  segment.lastPushedText = children.endsInText;
  return true;
}

/**
 * The markup of an element that can be written without React at all.
 *
 * @param outputs takes what was called if that was in vain: `continueWith` gives it to React
 * @returns `undefined` if it is React's to render
 */
export function writeReady(element: unknown, tried: Tried, outputs: Outputs): string | undefined {
  return element instanceof Renderable
    ? attempt(element, new Children(false), tried, outputs)?.html
    : undefined;
}

/** Has React render, at once: what was called so far is not called again. */
export function continueWith<Result>(outputs: Outputs, render: () => Result): Result {
  handedOver = outputs;
  try {
    return render();
  } finally {
    handedOver = undefined;
  }
}

function attempt(
  element: Renderable,
  children: Children,
  tried: Tried,
  outputs: Outputs,
): Children | undefined {
  // A component may have something rendered of its own.
  const around = running;
  running = outputs;
  try {
    element.writeTo(children);
  } catch (error) {
    outputs.rewind();
    if (error !== LEFT_TO_REACT) throw error;
    tried.misses++;
    return undefined;
  } finally {
    running = around;
  }
  outputs.forget();
  tried.misses = 0;
  return children;
}

/** Of the try that is going on. */
let running = new Outputs();

/** For the next of React's renders, which begins at once. */
let handedOver: Outputs | undefined;

const outputsByRequest = new WeakMap<ReactRequest, Outputs>();

/** What the tries of one render left behind. */
export function outputsOf(request: ReactRequest): Outputs {
  const known = outputsByRequest.get(request);
  if (known) return known;
  const outputs = handedOver ?? new Outputs();
  handedOver = undefined;
  outputsByRequest.set(request, outputs);
  return outputs;
}

/** What the component of an element returns in the try that is going on. */
export function outputOf(element: CallableElement): unknown {
  return running.of(element);
}
