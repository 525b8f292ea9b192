import { spreadAttributes } from "./attributes-of.ts";
import { templateOf } from "./element.ts";
import { hostElement } from "./host-element.ts";
import {
  ELEMENT,
  type Fizz,
  type KeyPath,
  type ReactElement,
  type RenderRequest,
  type Task,
} from "./react.ts";
import { pushText, text } from "./text.ts";

/** Renders any child, as React's `renderNode` does; all but text, lists and host elements by it. */
export function renderChild(
  request: RenderRequest,
  task: Task,
  node: unknown,
  index: number,
  fizz: Fizz,
): void {
  if (typeof node !== "object") pushText(task, text(node) ?? "");
  else if (node === null) return;
  else if (Array.isArray(node)) renderList(request, task, node, index, fizz);
  else if (!writeElement(request, task, node as ReactElement, index, fizz)) {
    // React renders the node of a task again if the stack was not deep enough.
    const { node: current, childIndex } = task;
    fizz.renderNode(request, task, node, index);
    task.node = current;
    task.childIndex = childIndex;
  }
}

/** @returns false if React has to render the node */
export function writeElement(
  request: RenderRequest,
  task: Task,
  node: ReactElement,
  index: number,
  fizz: Fizz,
): boolean {
  const template = templateOf(node);
  if (template !== undefined) return template(request, task, node, index, fizz);
  if (node.$$typeof !== ELEMENT || typeof node.type !== "string") return false;
  return writeHostElement(request, task, node, index, fizz);
}

function renderList(
  request: RenderRequest,
  task: Task,
  nodes: readonly unknown[],
  index: number,
  fizz: Fizz,
): void {
  const { keyPath, treeContext } = task;
  if (index !== -1) task.keyPath = [keyPath, "Fragment", index];
  const count = nodes.length;
  for (let at = 0; at < count; at++) {
    task.treeContext = fizz.pushTreeContext(treeContext, count, at);
    renderChild(request, task, nodes[at], at, fizz);
  }
  task.treeContext = treeContext;
  task.keyPath = keyPath;
}

/**
 * Writes a host element that has no template: one with spread props, a copy, one that a package made.
 *
 * @returns false if nothing is written
 */
function writeHostElement(
  request: RenderRequest,
  task: Task,
  element: ReactElement,
  index: number,
  fizz: Fizz,
): boolean {
  const type = element.type as string;
  const { props } = element;
  if (type === "img") return writeImage(request, task, element, fizz);
  const host = hostElement(type);
  const attributes = host.isPlain ? spreadAttributes(props, fizz, host.place) : undefined;
  if (attributes === undefined) return false;
  const start = `${host.start}${attributes}${host.isVoid ? "/>" : ">"}`;
  const segment = task.blockedSegment;
  const { children } = props;
  const content = text(children);
  if (content !== undefined) segment.chunks.push(start + content + host.end);
  else {
    segment.chunks.push(start);
    segment.lastPushedText = false;
    const { formatContext, keyPath } = task;
    task.formatContext = fizz.getChildFormatContext(formatContext, type, props);
    task.keyPath = keyPathOf(element, index, keyPath);
    renderChild(request, task, children, -1, fizz);
    task.formatContext = formatContext;
    task.keyPath = keyPath;
    segment.chunks.push(host.end);
  }
  segment.lastPushedText = false;
  return true;
}

/** An image with React's own code, which preloads it. */
function writeImage(request: RenderRequest, task: Task, { props }: ReactElement, fizz: Fizz): boolean {
  for (const name in props) if (typeof props[name] === "object" && props[name] !== null) return false;
  if (props.children != null) return false;
  const segment = task.blockedSegment;
  fizz.pushStartInstance(
    segment.chunks,
    "img",
    props,
    request.resumableState,
    request.renderState,
    task.blockedPreamble,
    task.hoistableState,
    task.formatContext,
    segment.lastPushedText,
  );
  segment.lastPushedText = false;
  return true;
}

export function keyPathOf({ type, key }: ReactElement, index: number, parent: KeyPath | null): KeyPath {
  return [parent, typeof type === "string" ? type : "Fragment", key ?? (index === -1 ? 0 : index)];
}
