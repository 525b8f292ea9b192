import type { Fizz, ReactElement, ReactTask, RenderRequest, Task } from "./react.ts";
import { writeElement } from "./render.ts";

/** Called by React before it renders an element; true if the element is written. */
export type RenderHook = (
  request: RenderRequest,
  task: ReactTask,
  element: ReactElement,
  index: number,
) => boolean;

/**
 * Connects templates with a bundle of React's server renderer. The build inserts the call, and the calls of its result.
 *
 * @param fizz functions of that bundle
 */
export function connect(fizz: Fizz): RenderHook {
  return (request, task, element, index) =>
    isOrdinary(request, task) && writeElement(request, task, element, index, fizz);
}

/**
 * A resumed render counts elements, and so does one that may be resumed; a view transition marks them;
 * `renderToStaticMarkup` separates no texts.
 */
function isOrdinary({ trackedPostpones, renderState }: RenderRequest, task: ReactTask): task is Task {
  return (
    task.blockedSegment !== null &&
    task.replay === null &&
    task.formatContext.viewTransition === null &&
    trackedPostpones === null &&
    renderState.generateStaticMarkup !== true
  );
}
