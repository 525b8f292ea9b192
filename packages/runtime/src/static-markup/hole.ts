import type { Fizz, ReactElement, RenderRequest, Task } from "./react.ts";
import { keyPathOf, renderChild } from "./render.ts";

const NO_PROPS = {};

/** An element between a template's root and a hole. */
type Step = readonly [
  /** `null` for a fragment. */
  type: string | null,
  /** Its place among its siblings; -1 for an only child. */
  index: number,
  /** How many siblings there are, itself included. */
  count: number,
  key: string | null,
];

/** The way from a template's root to a hole. */
export type HolePath = readonly [steps: readonly Step[], index: number, count: number];

/**
 * Renders the value of a hole where the tree of the original elements has it.
 *
 * @param html what the template has written since the last hole
 * @param afterText whether `html` ends in text
 * @returns what the template has written since: nothing
 */
export function hole(
  request: RenderRequest,
  task: Task,
  element: ReactElement,
  elementIndex: number,
  fizz: Fizz,
  [steps, index, count]: HolePath,
  value: unknown,
  html: string,
  afterText: boolean,
): "" {
  const segment = task.blockedSegment;
  if (html !== "") segment.chunks.push(html);
  segment.lastPushedText = afterText;
  const { formatContext, treeContext, keyPath } = task;
  let format = formatContext;
  let tree = treeContext;
  let path = keyPathOf(element, elementIndex, keyPath);
  if (typeof element.type === "string")
    format = fizz.getChildFormatContext(format, element.type, element.props);
  for (let at = 0; at < steps.length; at++) {
    const [type, place, siblings, key] = steps[at] as Step;
    if (place !== -1) tree = fizz.pushTreeContext(tree, siblings, place);
    path = [path, type ?? "Fragment", key ?? (place === -1 ? 0 : place)];
    if (type !== null) format = fizz.getChildFormatContext(format, type, NO_PROPS);
  }
  task.formatContext = format;
  task.treeContext = index === -1 ? tree : fizz.pushTreeContext(tree, count, index);
  task.keyPath = path;
  renderChild(request, task, value, index, fizz);
  task.formatContext = formatContext;
  task.treeContext = treeContext;
  task.keyPath = keyPath;
  return "";
}
